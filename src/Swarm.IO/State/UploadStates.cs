using System.Globalization;
using Swarm.Domain.Naming;
using Swarm.Domain.Stores;
using Swarm.Domain.Writing;

namespace Swarm.IO.State;

/// <summary>
/// One file for each upload under way, below <c>.swarm/uploads</c>: replaced whole, with a checksum of its own. Uploads save their states from threads
/// of their own, which the frontier's one connection is not for.
/// </summary>
/// <remarks>The job's lock keeps other processes away. What can't be trusted is as good as not there.</remarks>
public sealed class UploadStates(StateFolder folder, Durability durability) : IUploadStates
{
    const string Ending = ".upload";

    readonly string _folder = Path.Combine(folder.Folder, "uploads");

    public UploadState? Load(string key) => UploadStateText.Read(PathOf(key)) is var (owner, state) && owner == key ? state : null;

    /// <exception cref="StateException">Disk.</exception>
    public void Save(string key, UploadState state) => UploadStateText.Write(PathOf(key), key, state, durability == Durability.Power);

    public void Drop(string key) => StateRemoval.Remove(PathOf(key));

    public IReadOnlyList<(string Key, UploadState State)> All()
    {
        if (!Directory.Exists(_folder)) return [];
        var all = new List<(string, UploadState)>();
        foreach (var path in Directory.EnumerateFiles(_folder, "*" + Ending))
            if (UploadStateText.Read(path) is { } found) all.Add(found);
        return all;
    }

    /// <summary>Keys of a job are numbers; any other is told by its hash.</summary>
    string PathOf(string key)
    {
        var name = key.Length is > 0 and <= 32 && key.All(char.IsAsciiLetterOrDigit) ? key : string.Create(CultureInfo.InvariantCulture, $"~{SipHash.Of(key):x16}");
        return Path.Combine(_folder, name + Ending);
    }
}

/// <summary>The state of one upload in a file that its caller names: beside the source, say.</summary>
public sealed class UploadStateFile(string path) : IUploadStates
{
    public UploadState? Load(string key) => UploadStateText.Read(path) is var (owner, state) && owner == key ? state : null;

    /// <exception cref="StateException">Disk.</exception>
    public void Save(string key, UploadState state) => UploadStateText.Write(Path.GetFullPath(path), key, state, isDurable: false);

    public void Drop(string key) => StateRemoval.Remove(path);

    public IReadOnlyList<(string Key, UploadState State)> All() => UploadStateText.Read(path) is { } found ? [found] : [];
}

static class StateRemoval
{
    /// <summary>A file that is not there is removed; one that can't be is told.</summary>
    /// <exception cref="StateException">Disk.</exception>
    public static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing was ever saved.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StateException(StateFault.Disk, path, $"can't be removed ({e.Message})", "Check permissions", e);
        }
    }
}
