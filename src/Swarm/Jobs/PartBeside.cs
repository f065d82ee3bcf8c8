using Swarm.Domain;
using Swarm.Domain.Writing;

namespace Swarm.Jobs;

/// <summary>The volume of a job of one file, whose part lies beside its target: it is found by the file's name, not by the bundle's key.</summary>
sealed class PartBeside(IVolume volume, string name) : IVolume
{
    public bool KeepsParts => volume.KeepsParts;

    public long? Window => volume.Window;

    public IStagedFile Stage(string path, IReadOnlyList<DigestAlgorithm>? digests = null) => volume.Stage(path, digests);

    public FileFacts? Look(string path) => volume.Look(path);

    public bool Move(string from, string to) => volume.Move(from, to);

    public void Mark(string path) => volume.Mark(path);

    public IPartFile? Resume(string key) => volume.Resume(name);

    public IPartFile Begin(string key, string path, PartIdentity identity, IReadOnlyList<DigestAlgorithm>? digests = null) =>
        volume.Begin(name, path, identity, digests);

    public void Drop(string key) => volume.Drop(name);

    public void Dispose() => volume.Dispose();
}
