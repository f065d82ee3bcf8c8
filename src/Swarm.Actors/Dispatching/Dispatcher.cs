using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>Decides on which thread mailboxes run.</summary>
abstract class Dispatcher(int throughput)
{
    /// <summary>How many letters an actor may work off before others get their turn.</summary>
    public int Throughput => throughput;

    /// <param name="mailbox">What to run.</param>
    /// <param name="fair">At the end of the queue, instead of next on this thread.</param>
    public abstract void Schedule(Mailbox mailbox, bool fair);

    /// <summary>The dispatcher of one new actor.</summary>
    public virtual Dispatcher ForActor(string name) => this;

    /// <summary>An actor has stopped.</summary>
    public virtual void Detach() { }

    /// <summary>The system has.</summary>
    public virtual void End() { }
}

/// <summary>Runs mailboxes on the .NET thread pool.</summary>
sealed class PoolDispatcher(int throughput) : Dispatcher(throughput)
{
    // Of a thread's own queue the pool takes the newest first: now and then one goes to the shared queue, so that the oldest can't starve.
    const int LocalRuns = 64;

    [ThreadStatic]
    static int runs;

    public override void Schedule(Mailbox mailbox, bool fair) =>
        ThreadPool.UnsafeQueueUserWorkItem(mailbox, preferLocal: !fair && ++runs % LocalRuns != 0);
}

/// <summary>Runs mailboxes on the thread that told: for tests.</summary>
sealed class CallingThreadDispatcher() : Dispatcher(int.MaxValue)
{
    public override void Schedule(Mailbox mailbox, bool fair) => mailbox.Execute();
}
