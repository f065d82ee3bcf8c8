using System.Threading.Tasks.Sources;
using Swarm.Domain.Transfers;
using Swarm.Domain.Writing;

namespace Swarm.IO.Disk;

/// <summary>One buffer of bytes on its way to the disk, written when it is full, where <see cref="FlushThreads"/> decides; allocates nothing per flush.</summary>
abstract class BufferedSink(FlushThreads threads) : IByteSink, IValueTaskSource, IFlushWork
{
    ManualResetValueTaskSourceCore<bool> _flush = new() { RunContinuationsAsynchronously = true };

    /// <summary>Not to be copied.</summary>
    protected StagedBuffer Buffer;

    protected bool IsOver { get; set; }

    public Memory<byte> GetMemory()
    {
        ObjectDisposedException.ThrowIf(IsOver, this);
        return Buffer.Room();
    }

    public virtual ValueTask<int> ReadAsync(IExchange exchange, CancellationToken token) => exchange.ReadAsync(GetMemory(), token);

    public virtual bool Advance(int count) => Buffer.Advance(count);

    public ValueTask FlushAsync(CancellationToken token)
    {
        ObjectDisposedException.ThrowIf(IsOver, this);
        if (token.IsCancellationRequested) return ValueTask.FromCanceled(token);
        // Not cut short by the token: the buffer must not be taken away under the thread that writes it.
        _flush.Reset();
        threads.Post(this);
        return new ValueTask(this, _flush.Version);
    }

    public abstract void Dispose();

    /// <summary>The buffer goes to the disk and is cleared.</summary>
    protected abstract void WriteOut();

    void IFlushWork.Run()
    {
        try
        {
            WriteOut();
            _flush.SetResult(true);
        }
        catch (Exception e)
        {
            _flush.SetException(e);
        }
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _flush.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _flush.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.GetResult(short token) => _flush.GetResult(token);
}
