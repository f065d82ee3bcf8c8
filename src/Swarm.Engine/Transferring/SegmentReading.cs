using Swarm.Domain.Transfers.Segments;

namespace Swarm.Engine.Transferring;

/// <summary>One connection at one segment: waits no longer for bytes that another has brought.</summary>
sealed class SegmentReading : IDisposable
{
    readonly CancellationTokenSource _cancel;
    readonly Action<SegmentReading> _forget;

    public SegmentReading(Segment segment, CancellationToken token, Action<SegmentReading> forget)
    {
        (Segment, _forget) = (segment, forget);
        _cancel = CancellationTokenSource.CreateLinkedTokenSource(token);
        Token = _cancel.Token;
    }

    public Segment Segment { get; }

    public CancellationToken Token { get; }

    public void Cancel()
    {
        try
        {
            _cancel.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended.
        }
    }

    public void Dispose()
    {
        _forget(this);
        _cancel.Dispose();
    }
}
