using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>Gives every actor a thread of its own, which may block.</summary>
sealed class PinnedDispatcher(int throughput) : Dispatcher(throughput)
{
    public override void Schedule(Mailbox mailbox, bool fair) => throw new InvalidOperationException("an actor is pinned by ForActor");

    public override Dispatcher ForActor(string name) => new PinnedThread(Throughput, name);
}

/// <summary>One thread for one actor, ended when the actor has stopped.</summary>
sealed class PinnedThread(int throughput, string name) : DedicatedThreads(throughput, name, count: 1)
{
    public override void Detach() => End();
}

/// <summary>So many threads for the actors of one dispatcher. They sleep at once when there is nothing to do: spinning would take the cores from the pool.</summary>
class DedicatedThreads : Dispatcher
{
    readonly Queue<Mailbox> due = new();
    bool ended;

    public DedicatedThreads(int throughput, string name, int count)
        : base(throughput)
    {
        for (var i = 0; i < count; i++)
            new Thread(Work) { IsBackground = true, Name = name }.Start();
    }

    public override void Schedule(Mailbox mailbox, bool fair)
    {
        lock (due)
        {
            due.Enqueue(mailbox);
            Monitor.Pulse(due);
        }
    }

    public override void End()
    {
        lock (due)
        {
            ended = true;
            Monitor.PulseAll(due);
        }
    }

    void Work()
    {
        while (Next() is { } mailbox) mailbox.Execute();
    }

    Mailbox? Next()
    {
        lock (due)
        {
            while (due.Count == 0 && !ended) Monitor.Wait(due);
            return due.TryDequeue(out var mailbox) ? mailbox : null;
        }
    }
}
