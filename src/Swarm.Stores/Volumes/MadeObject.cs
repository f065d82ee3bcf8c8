using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Writing;

namespace Swarm.Stores.Volumes;

/// <summary>An upload that an earlier run made whole without living to tell: nothing of it has to come again.</summary>
sealed class MadeObject(StoreKit kit, string key, string path, PartIdentity identity, ObjectFacts made) : IPartFile
{
    public string Path => path;

    public PartIdentity Identity => identity;

    public long Length => identity.Length;

    public IntervalSet Held => new([new Interval(0, identity.Length, default)]);

    public IByteSink Open(long position) => throw new NotSupportedException();

    public void Recheck()
    {
        // It was checked before it was made.
    }

    public FileFacts Commit(CommitDemand demand)
    {
        kit.Book.Made(key);
        return new FileFacts(identity.Length, made.Modified ?? kit.Time.GetUtcNow(), null);
    }

    public void Discard() => kit.Book.Forget(key);

    public void Dispose()
    {
        // It holds nothing.
    }
}
