using Swarm.Domain;
using Swarm.Domain.Writing;

namespace Swarm.IO.Disk;

/// <summary>A page's part file under the page's own name, wherever it lies.</summary>
sealed class OriginalPart(IPartFile part, string path) : IPartFile
{
    public string Path => path;

    public PartIdentity Identity => part.Identity;

    public IntervalSet Held => part.Held;

    public long Length => part.Length;

    public IByteSink Open(long position) => part.Open(position);

    public void Recheck() => part.Recheck();

    public void Discard() => part.Discard();

    public FileFacts Commit(CommitDemand demand) => part.Commit(demand);

    public void Dispose() => part.Dispose();
}
