using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.Stores.Volumes;

/// <summary>A request's body out of a buffer that is used again: nothing reads it once it is closed.</summary>
sealed class MemoryContent(ReadOnlyMemory<byte> bytes) : IRequestContent
{
    /// <summary>So that whoever watches the connection sees it move.</summary>
    const int Piece = 128 << 10;

    readonly Lock _lock = new();
    int _readers;
    bool _isClosed;

    public long Length => bytes.Length;

    public async ValueTask WriteToAsync(Stream target, CancellationToken token)
    {
        Enter();
        try
        {
            for (var at = 0; at < bytes.Length; at += Piece)
                await target.WriteAsync(bytes.Slice(at, Math.Min(Piece, bytes.Length - at)), token);
        }
        finally
        {
            lock (_lock) _readers--;
        }
    }

    /// <summary>Nobody may read it from here on. False: a request that was given up still does, so that the buffer must not be used again.</summary>
    internal bool TryClose()
    {
        lock (_lock)
        {
            _isClosed = true;
            return _readers == 0;
        }
    }

    void Enter()
    {
        lock (_lock)
        {
            if (_isClosed) throw new TransferException(Reason.Cancelled, Stage.Write, "the request was given up");
            _readers++;
        }
    }
}
