using System.Net.Sockets;
using System.Security.Cryptography;
using Swarm.Domain;
using Swarm.Domain.Writing;

namespace Swarm.IO.Disk.Streams;

/// <summary>
/// A stream that takes one object after another, the bytes of each strictly in order and once. What comes before its turn waits in memory;
/// what comes again is dropped, and compared first where nothing else vouches for it. One thread of its own writes.
/// </summary>
sealed class OrderedOutput(Stream stream, Action<Failure?> onBroken) : IDisposable
{
    static readonly Failure Stopped = new(Reason.Cancelled, Stage.Write, "the output takes no more");
    static readonly Failure Replaced = new(Reason.Cancelled, Stage.Write, "another attempt has taken this one's place");

    readonly object _gate = new();
    readonly PriorityQueue<Chunk, long> _waiting = new();
    Digests _digests;
    IncrementalHash? _seen; // of what is out, where a second attempt must be compared with it
    Chunk? _passing;
    Failure? _fault;
    Thread? _thread;
    long _written;
    int _round;
    bool _isOver;

    /// <summary>Bytes of the object that are out.</summary>
    internal long Written
    {
        get
        {
            lock (_gate) return _written;
        }
    }

    bool IsReady => _fault is null && _waiting.TryPeek(out _, out var start) && start <= _written;

    /// <summary>Begins an object, or the same anew: possible only while nothing of the one before is out. May wait for the stream.</summary>
    /// <param name="digests">To be taken as the bytes pass.</param>
    /// <param name="isPinned">All of its bytes are known to be of one and the same object: what comes again needs no comparison.</param>
    internal bool TryBegin(Digests digests, bool isPinned)
    {
        lock (_gate)
        {
            while (_passing is not null) Monitor.Wait(_gate);
            ThrowIfBroken();
            if (_written > 0 && _seen is null) return false;
            Clear(Replaced);
            _round++; // who is still at it is too late
            if (_written > 0) return false;
            Expect(digests);
            _seen?.Dispose();
            _seen = isPinned ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            return true;
        }
    }

    /// <summary>Names the digests to be taken, before the first byte.</summary>
    void Expect(Digests digests)
    {
        lock (_gate)
        {
            if (_written > 0 || _passing is not null) return;
            _digests.Dispose();
            _digests = digests;
        }
    }

    internal OutputSink Open(long position) => new(this, _round, position);

    /// <summary>What is out, and what is here and waits for its turn.</summary>
    internal IntervalSet Held()
    {
        lock (_gate)
        {
            var held = new IntervalSet([new Interval(0, _written, default)]);
            if (_passing is { } passing) held.Add(new Interval(passing.Start, passing.End, default));
            foreach (var (chunk, _) in _waiting.UnorderedItems) held.Add(new Interval(chunk.Start, chunk.End, default));
            return held;
        }
    }

    /// <summary>Takes a chunk over; complete when its sink may fill another.</summary>
    internal ValueTask TakeAsync(in Chunk chunk, CancellationToken token) =>
        new(Take(chunk).WaitAsync(token));

    /// <summary>As <see cref="TakeAsync"/>, for one who has no more to give.</summary>
    internal Task Take(in Chunk chunk)
    {
        lock (_gate)
        {
            if (_fault is not null || chunk.Sink.Round != _round)
            {
                chunk.Return();
                throw new TransferException(_fault ?? Replaced);
            }

            _waiting.Enqueue(chunk, chunk.Start);
            if (_thread is null) Start();
            else if (chunk.Start <= _written) Monitor.PulseAll(_gate);
            return chunk.Sink.Add(chunk.Length);
        }
    }

    /// <summary>Waits until all that is in order is out. Blocks.</summary>
    internal void Drain()
    {
        lock (_gate)
        {
            while (_passing is not null || (IsReady && !_isOver)) Monitor.Wait(_gate);
            ThrowIfBroken();
        }

        stream.Flush();
    }

    /// <summary>Checks the digest of all that is out; as <c>name=hex</c>, or null.</summary>
    /// <exception cref="TransferException">Checksum.</exception>
    internal string? Verify(IReadOnlyList<Checksum> demanded, string path)
    {
        if (!_digests.Covers(demanded))
            throw new TransferException(Reason.Checksum, Stage.Verify, $"'{path}' went out before a digest that is asked for now was known");
        return _digests.Finish(default, demanded, path);
    }

    /// <summary>The object is whole: another may follow it.</summary>
    internal void End()
    {
        lock (_gate)
        {
            Clear(Replaced);
            _written = 0;
            _round++;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            Fail(_fault ?? Stopped);
            _digests.Dispose();
            Monitor.PulseAll(_gate);
        }
    }

    void Start()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "output" };
        _thread.Start();
    }

    void Run()
    {
        while (Next() is { } chunk)
        {
            Failure? fault = null;
            try
            {
                Pass(chunk);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                fault = Broken(e);
            }

            Finish(chunk, fault);
        }
    }

    Chunk? Next()
    {
        lock (_gate)
        {
            while (!_isOver && !IsReady) Monitor.Wait(_gate);
            return _passing = _isOver ? null : _waiting.Dequeue();
        }
    }

    void Pass(Chunk chunk)
    {
        var bytes = chunk.Bytes.AsSpan(0, chunk.Length);
        var known = (int)Math.Min(_written - chunk.Start, chunk.Length);
        if (known > 0) Compare(chunk, bytes[..known]);
        if (bytes[known..] is not { IsEmpty: false } news) return;
        stream.Write(news);
        _seen?.AppendData(news);
        _digests.Append(news);
        lock (_gate) _written += news.Length;
    }

    /// <summary>An attempt that begins again must give what is out already before anything of it may follow.</summary>
    void Compare(in Chunk chunk, ReadOnlySpan<byte> known)
    {
        if (_seen is null) return;
        var again = chunk.Sink.Again ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        again.AppendData(known);
        if (chunk.Start + known.Length < _written) return;
        if (!again.GetCurrentHash().AsSpan().SequenceEqual(_seen.GetCurrentHash())) throw Final.Changed(_written);
        again.Dispose();
        chunk.Sink.Again = null;
    }

    void Finish(in Chunk chunk, Failure? fault)
    {
        lock (_gate)
        {
            _passing = null;
            if (fault is not null)
            {
                chunk.Sink.Fail(fault);
                Fail(fault);
            }

            chunk.Sink.Release(chunk.Length);
            chunk.Return();
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>A reader who has gone wants no more, and that is no fault; anything else is one, and the job's.</summary>
    Failure Broken(Exception e)
    {
        if (e is TransferException known) return known.Failure;
        onBroken(IsReaderGone(e) ? null : new Failure(Reason.Disk, Stage.Write, "cannot write to the output: " + e.Message));
        return Stopped;
    }

    static bool IsReaderGone(Exception e) =>
        e is IOException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown } }
        || (e is IOException && (OperatingSystem.IsWindows() ? (e.HResult & 0xFFFF) is 109 or 232 : e.HResult == Errno.BrokenPipe));

    void Fail(Failure failure)
    {
        _fault = failure;
        Clear(failure);
    }

    void Clear(Failure why)
    {
        while (_waiting.TryDequeue(out var chunk, out _))
        {
            chunk.Sink.Fail(why);
            chunk.Return();
        }
    }

    void ThrowIfBroken()
    {
        if (_fault is not null) throw new TransferException(_fault);
    }
}
