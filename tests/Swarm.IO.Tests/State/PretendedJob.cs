using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Naming;

namespace Swarm.IO.Tests.State;

/// <summary>An engine without a network: takes, writes, moves and settles in a random order on a pretended disk, and is killed now and then.</summary>
sealed class PretendedJob(IFrontierHome home, Random random, bool kills)
{
    static readonly SafeNamer Namer = new();

    /// <summary>As blind to case and Unicode forms as the blindest file system.</summary>
    readonly Dictionary<ulong, (string Path, string Url)> _disk = [];
    readonly List<Lease> _flying = [];
    IFrontier _frontier = home.Open();

    /// <summary>URL by file name, at the end.</summary>
    public SortedDictionary<string, string> Run(string[] urls)
    {
        using var owned = home;
        for (var read = 0; read < urls.Length || _frontier.Count().Open > 0;)
        {
            var roll = random.Next(10);
            if (roll < 3 && read < urls.Length) read += Read(urls, read);
            else if (roll == 3 && kills) Kill();
            else if (roll == 4) Take();
            else if (_flying.Count > 0) Settle();
            else if (read == urls.Length) Take();
        }

        return new SortedDictionary<string, string>(_disk.Values.ToDictionary(f => f.Path, f => f.Url), StringComparer.Ordinal);
    }

    int Read(string[] urls, int read)
    {
        var count = random.Next(1, Math.Min(6, urls.Length - read + 1));
        var result = _frontier.Add([.. urls.Skip(read).Take(count).Select(u => Propose(u))], null);
        Move(result.Moves);
        _flying.AddRange(result.Added);
        return count;
    }

    static Proposal Propose(string url)
    {
        var bundle = new Bundle(WebUrl.Parse(url));
        return new Proposal(bundle, Namer.Propose(bundle, 0, null).Path);
    }

    void Take()
    {
        foreach (var backlog in _frontier.Backlog(10)) _flying.AddRange(_frontier.Take(backlog.Origin, random.Next(1, 4)));
        _flying.AddRange(_frontier.TakeDue(DateTimeOffset.MaxValue.AddDays(-1), 3));
    }

    void Settle()
    {
        var lease = _flying[random.Next(_flying.Count)];
        _flying.Remove(lease);
        if (random.Next(4) == 0)
        {
            Settle(new Settlement(lease.Id, lease.Attempts + 1, null, random.Next(2) == 0 ? null : DateTimeOffset.UnixEpoch, null));
            return;
        }

        Write(lease.Path!, lease.Bundle.Url.Href);
        if (kills && random.Next(8) == 0)
        {
            Kill(); // between the file and its outcome
            return;
        }

        Settle(new Settlement(lease.Id, 1, new Outcome(OutcomeKind.Done) { File = lease.Path, Attempts = 1 }, null, null));
    }

    void Settle(Settlement settlement)
    {
        var handover = _frontier.Settle([settlement]);
        Move(handover.Moves);
        _flying.AddRange(handover.Leases);
    }

    void Kill()
    {
        _flying.Clear();
        _frontier = home.OpenAfterKill();
        Move(_frontier.UnfinishedMoves);
    }

    void Write(string path, string url)
    {
        var key = NameRules.Key(path);
        Assert.True(!_disk.TryGetValue(key, out var there) || there.Url == url, $"{url} is written over {there}");
        Assert.DoesNotContain(_disk.Values, other => IsBelow(path, other.Path) || IsBelow(other.Path, path));
        _disk[key] = (path, url);
    }

    static bool IsBelow(string path, string folder) => NameRules.Folders(path).Any(f => NameRules.Same(f, folder));

    void Move(IReadOnlyList<NameMove> moves)
    {
        foreach (var move in moves)
            if (_disk.Remove(NameRules.Key(move.From), out var file)) Write(move.To, file.Url);
        if (moves.Count > 0) _frontier.MovesDone(moves);
    }
}
