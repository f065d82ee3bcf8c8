using Swarm.Domain;
using Swarm.Domain.Writing;

namespace Swarm.IO.Disk.Streams;

/// <summary>An object that comes in pieces: those that come before their turn wait for it. What is out stays out, so that it can only be gone on with.</summary>
sealed class StreamedPart(StreamVolume volume, OrderedOutput output, string path, PartIdentity identity) : IPartFile
{
    public string Path => path;

    public PartIdentity Identity => identity;

    public IntervalSet Held => output.Held();

    public long Length => Held.Length;

    public IByteSink Open(long position) => output.Open(position);

    public void Recheck()
    {
        // What is out can't be read back; what waits is in our own memory.
    }

    public FileFacts Commit(CommitDemand demand) => volume.Finish(demand with { Length = demand.Length ?? identity.Length }, path, null);

    public void Discard() => volume.Discard(identity);

    public void Dispose()
    {
        // It lives on in its volume, for the next attempt.
    }
}
