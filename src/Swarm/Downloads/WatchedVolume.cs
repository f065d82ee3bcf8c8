using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.Domain.Writing;

namespace Swarm.Downloads;

/// <summary>A volume that tells how much of the one file that passes through it is there.</summary>
sealed class WatchedVolume(IVolume volume, DownloadWatch watch) : IVolume
{
    public bool KeepsParts => volume.KeepsParts;

    public long? Window => volume.Window;

    public IStagedFile Stage(string path, IReadOnlyList<DigestAlgorithm>? digests = null)
    {
        var file = volume.Stage(path, digests);
        watch.Count.Expect(watch.Announced);
        return new WatchedFile(file, watch.Count);
    }

    public FileFacts? Look(string path) => volume.Look(path);

    public bool Move(string from, string to) => volume.Move(from, to);

    public void Mark(string path) => volume.Mark(path);

    public IPartFile? Resume(string key)
    {
        if (volume.Resume(key) is not { } part) return null;
        if (!watch.HasBegun) watch.Resumed = part.Held.Length;
        return new WatchedPart(part, watch);
    }

    public IPartFile Begin(string key, string path, PartIdentity identity, IReadOnlyList<DigestAlgorithm>? digests = null) =>
        new WatchedPart(volume.Begin(key, path, identity, digests), watch);

    public void Drop(string key) => volume.Drop(key);

    public void Dispose() => volume.Dispose();
}

/// <summary>A file that is filled in one go: every byte counts as it is taken.</summary>
sealed class WatchedFile(IStagedFile file, ProgressCount count) : IStagedFile
{
    public long Length => file.Length;

    public Memory<byte> GetMemory() => file.GetMemory();

    public bool Advance(int bytes)
    {
        var isFull = file.Advance(bytes);
        count.Reach(file.Length);
        return isFull;
    }

    public ValueTask FlushAsync(CancellationToken token) => file.FlushAsync(token);

    public FileFacts Commit(CommitDemand demand) => file.Commit(demand);

    public ValueTask<FileFacts>? CommitAsync(CommitDemand demand) => file.CommitAsync(demand);

    public void Dispose() => file.Dispose();
}

/// <summary>A file that is filled in pieces: what it holds counts, whoever fetched it.</summary>
sealed class WatchedPart(IPartFile part, DownloadWatch watch) : IPartFile
{
    public PartIdentity Identity => part.Identity;

    public string Path => part.Path;

    public IntervalSet Held => part.Held;

    public int? Sinks => part.Sinks;

    public long? Piece => part.Piece;

    public long Length => part.Length;

    public IByteSink Open(long position)
    {
        var sink = part.Open(position);
        watch.HasBegun = true;
        watch.Count.Expect(part.Identity.Length);
        Count();
        return new Sink(sink, this, position);
    }

    public void Recheck() => part.Recheck();

    public void Discard()
    {
        watch.Resumed = 0;
        part.Discard();
    }

    public FileFacts Commit(CommitDemand demand) => part.Commit(demand);

    public ValueTask<FileFacts>? CommitAsync(CommitDemand demand) => part.CommitAsync(demand);

    public void Dispose() => part.Dispose();

    void Count() => watch.Count.Reach(part.Held.Length);

    void Count(long offset, long written)
    {
        Count();
        watch.Reach(offset, written);
    }

    sealed class Sink(IByteSink sink, WatchedPart owner, long offset) : IByteSink
    {
        long _taken, _told;

        public Memory<byte> GetMemory() => sink.GetMemory();

        public ValueTask<int> ReadAsync(IExchange exchange, CancellationToken token) => sink.ReadAsync(exchange, token);

        public bool Advance(int count)
        {
            _taken += count;
            return sink.Advance(count);
        }

        public async ValueTask FlushAsync(CancellationToken token)
        {
            await sink.FlushAsync(token);
            // A second connection may stand where this one began: who has brought nothing new has nothing to tell.
            if (_taken > _told) owner.Count(offset, _told = _taken);
        }

        public void Dispose() => sink.Dispose();
    }
}
