using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Keeps the test actor the implicit sender of a test after its awaits.</summary>
sealed class ActorCellKeepingContext(ActorCell? cell) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => ThreadPool.QueueUserWorkItem(_ => Run(d, state));

    public override void Send(SendOrPostCallback d, object? state) => Run(d, state);

    public override SynchronizationContext CreateCopy() => this;

    void Run(SendOrPostCallback callback, object? state)
    {
        var (cellBefore, contextBefore) = (ActorCell.Current, Current);
        ActorCell.SetCurrent(cell);
        SetSynchronizationContext(this);
        try
        {
            callback(state);
        }
        finally
        {
            ActorCell.SetCurrent(cellBefore);
            SetSynchronizationContext(contextBefore);
        }
    }
}
