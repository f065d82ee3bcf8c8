using System.Collections.Concurrent;
using Swarm.Domain;
using Swarm.Domain.Writing;

namespace Swarm.Jobs;

/// <summary>The volume of a job that nobody will go on with: parts that are not whole at its end are removed.</summary>
sealed class PassingParts(IVolume volume) : IVolume
{
    readonly ConcurrentDictionary<string, bool> _begun = new(StringComparer.Ordinal);

    public bool KeepsParts => volume.KeepsParts;

    public long? Window => volume.Window;

    public IStagedFile Stage(string path, IReadOnlyList<DigestAlgorithm>? digests = null) => volume.Stage(path, digests);

    public FileFacts? Look(string path) => volume.Look(path);

    public bool Move(string from, string to) => volume.Move(from, to);

    public void Mark(string path) => volume.Mark(path);

    public IPartFile? Resume(string key) => volume.Resume(key);

    public IPartFile Begin(string key, string path, PartIdentity identity, IReadOnlyList<DigestAlgorithm>? digests = null)
    {
        _begun[key] = true;
        return volume.Begin(key, path, identity, digests);
    }

    public void Drop(string key)
    {
        volume.Drop(key);
        _begun.TryRemove(key, out _);
    }

    public void Dispose()
    {
        foreach (var (key, _) in _begun) TryDrop(key);
        volume.Dispose();
    }

    void TryDrop(string key)
    {
        try
        {
            volume.Drop(key);
        }
        catch (TransferException)
        {
            // What the disk holds on to can't be helped at the end.
        }
    }
}
