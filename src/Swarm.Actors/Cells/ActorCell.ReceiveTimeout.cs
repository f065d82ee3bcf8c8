namespace Akka.Actor;

sealed partial class ActorCell
{
    Silence? receiveTimeout;

    public TimeSpan? ReceiveTimeout => receiveTimeout?.Limit;

    public void SetReceiveTimeout(TimeSpan? timeout)
    {
        if (receiveTimeout is not null || timeout is not null)
            (receiveTimeout ??= new()).Limit = timeout;
    }

    public void CheckReceiveTimeout(bool reschedule)
    {
        if (receiveTimeout is null)
            return;
        if (receiveTimeout.Limit is not { } limit)
        {
            CancelReceiveTimeout();
            receiveTimeout = null;
        }
        else if (reschedule || receiveTimeout.Pending is null)
        {
            CancelReceiveTimeout();
            receiveTimeout.Pending = Host.Scheduler.ScheduleTellOnceCancelable(limit, self, Actor.ReceiveTimeout.Instance, self);
        }
    }

    void CancelReceiveTimeout()
    {
        receiveTimeout?.Pending?.Cancel();
        if (receiveTimeout is not null)
            receiveTimeout.Pending = null;
    }

    sealed class Silence
    {
        public TimeSpan? Limit;
        public ICancelable? Pending;
    }
}
