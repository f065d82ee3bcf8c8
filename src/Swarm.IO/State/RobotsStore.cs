using System.Globalization;
using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Naming;

namespace Swarm.IO.State;

/// <summary>One file for each origin below <c>.swarm/robots</c>: time, status and checksum in a first line, then robots.txt as it was read.</summary>
public sealed class RobotsStore(StateFolder folder) : IRobotsStore
{
    const string Title = "swarm-robots 1";
    const int LongestText = 4 << 20;
    const int LongestHost = 100;

    readonly string _folder = Path.Combine(folder.Folder, "robots");

    /// <summary>Null also for a file that is damaged, or another origin's.</summary>
    public RobotsRecord? Recall(Origin origin)
    {
        if (CheckedFile.Read(PathOf(origin), Title, LongestText) is not var (words, text)) return null;
        var parts = words.Split(' ');
        return parts.Length == 3 && parts[2] == origin.ToString()
            && DateTimeOffset.TryParseExact(parts[0], "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var fetched)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? new RobotsRecord(fetched, status, text) : null;
    }

    /// <exception cref="StateException">Disk.</exception>
    public void Remember(Origin origin, RobotsRecord record) =>
        CheckedFile.Write(PathOf(origin), Title, string.Create(CultureInfo.InvariantCulture, $"{record.Fetched:O} {record.Status} {origin}"), record.Text);

    /// <summary>Scheme, host and port in characters that every system takes; with a hash where that alone would not tell two apart.</summary>
    string PathOf(Origin origin)
    {
        var host = string.Concat(origin.Host.Take(LongestHost).Select(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' ? c : '_'));
        var hash = host == origin.Host ? "" : string.Create(CultureInfo.InvariantCulture, $"~{SipHash.Of(origin.Host):x16}");
        return Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{origin.Scheme}_{host}{hash}_{origin.Port}.txt"));
    }
}
