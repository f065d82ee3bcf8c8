using Swarm.Domain;
using Swarm.Domain.Writing;
using Swarm.IO.Disk.Streams;

namespace Swarm.IO.Disk;

/// <summary>
/// Writes bodies one after another to a stream that can't seek, each in order. Takes one object at a time; a piece of it may be fetched ahead
/// of its turn within <see cref="Window"/>. Nothing else ever follows a part of an object.
/// </summary>
/// <param name="output">Written by one thread, synchronously; stays open.</param>
/// <param name="options">Of these, the digest to record.</param>
/// <param name="clock">Tells when an object was whole.</param>
/// <param name="onBroken">Hears, once, that the stream takes no more: null where its reader has gone. May be called from any thread.</param>
public sealed class StreamVolume(Stream output, WritingOptions options, TimeProvider clock, Action<Failure?> onBroken) : IVolume
{
    readonly Lock _lock = new();
    readonly OrderedOutput _output = new(output, onBroken);
    string? _path;
    string? _key;
    PartIdentity? _identity;

    public bool KeepsParts => true;

    public long? Window => 16 << 20;

    /// <summary>The object of which a part is out and the rest is not, or null.</summary>
    public string? EndsWithin => _output.Written > 0 ? _path : null;

    public IStagedFile Stage(string path, IReadOnlyList<DigestAlgorithm>? digests = null)
    {
        lock (_lock)
        {
            if (!TryBegin(path, digests, isPinned: false) && _identity is not null) throw Final.Unpinned(_output.Written);
            return new StreamedFile(this, _output, path, digests ?? []);
        }
    }

    public IPartFile? Resume(string key)
    {
        lock (_lock) return _identity is { } identity && _key == key ? new StreamedPart(this, _output, _path!, identity) : null;
    }

    public IPartFile Begin(string key, string path, PartIdentity identity, IReadOnlyList<DigestAlgorithm>? digests = null)
    {
        lock (_lock)
        {
            var isSame = _key == key && _identity == identity;
            if (!isSame && !TryBegin(path, digests, isPinned: true)) throw Final.Changed(_output.Written);
            (_key, _identity) = (key, identity);
            return new StreamedPart(this, _output, path, identity);
        }
    }

    public void Drop(string key)
    {
        lock (_lock)
        {
            if (_key == key) Forget();
        }
    }

    public FileFacts? Look(string path) => null;

    public bool Move(string from, string to) => false;

    public void Mark(string path)
    {
    }

    public void Dispose() => _output.Dispose();

    internal void Discard(PartIdentity identity)
    {
        lock (_lock)
        {
            if (_identity == identity) Forget();
        }
    }

    /// <summary>All of the object is here: writes what waits, checks it and lets another follow. Blocks.</summary>
    /// <param name="demand">What must hold of it.</param>
    /// <param name="path">Its name, for words.</param>
    /// <param name="length">As taken; null: as written.</param>
    internal FileFacts Finish(CommitDemand demand, string path, long? length)
    {
        _output.Drain();
        lock (_lock)
        {
            var written = _output.Written;
            try
            {
                CommitRules.CheckLength(demand, length ?? written, path);
                if (length is { } taken && taken != written) throw Final.Changed(written);
                var digest = _output.Verify(demand.Checksums, path);
                _output.End();
                (_path, _key, _identity) = (null, null, null);
                return new FileFacts(written, demand.Modified ?? clock.GetUtcNow(), digest);
            }
            catch (TransferException e) when (written > 0 && !e.Failure.IsFinal)
            {
                throw Final.Out(e, written);
            }
        }
    }

    /// <summary>False: bytes of this very object are out already.</summary>
    bool TryBegin(string path, IReadOnlyList<DigestAlgorithm>? digests, bool isPinned)
    {
        if (_output.TryBegin(new Digests(digests, options.Record), isPinned))
        {
            (_path, _key, _identity) = (path, null, null);
            return true;
        }

        return _path == path ? false : throw Final.EndsWithin(_path!);
    }

    /// <summary>What is out can't be dropped: whoever comes next has to go on with it.</summary>
    void Forget()
    {
        if (_output.Written == 0) TryBegin(_path!, null, isPinned: true);
    }
}
