using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;

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

    public virtual void Detach() { }
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

/// <summary>Gives every actor a thread of its own, which may block.</summary>
sealed class PinnedDispatcher(int throughput) : Dispatcher(throughput)
{
    public override void Schedule(Mailbox mailbox, bool fair) => throw new InvalidOperationException("an actor is pinned by ForActor");

    public override Dispatcher ForActor(string name) => new PinnedThread(Throughput, name);
}

/// <summary>One thread for one actor, ended when the actor has stopped. It sleeps at once when there is nothing to do: spinning would take the cores from the pool.</summary>
sealed class PinnedThread : Dispatcher
{
    readonly Queue<Mailbox> due = new();
    bool ended;

    public PinnedThread(int throughput, string name)
        : base(throughput) => new Thread(Work) { IsBackground = true, Name = name }.Start();

    public override void Schedule(Mailbox mailbox, bool fair)
    {
        lock (due)
        {
            due.Enqueue(mailbox);
            Monitor.Pulse(due);
        }
    }

    public override void Detach()
    {
        lock (due)
        {
            ended = true;
            Monitor.Pulse(due);
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

/// <summary>Runs mailboxes on the thread that told: for tests.</summary>
sealed class CallingThreadDispatcher() : Dispatcher(int.MaxValue)
{
    public override void Schedule(Mailbox mailbox, bool fair) => mailbox.Execute();
}

/// <summary>The dispatchers by id, made when first asked for.</summary>
sealed class DispatcherTable(Config config)
{
    const string DefaultId = "akka.actor.default-dispatcher";
    const string InternalId = "akka.actor.internal-dispatcher";
    const int DefaultThroughput = 30;

    readonly ConcurrentDictionary<string, Dispatcher> dispatchers = new();

    public Dispatcher Default => Lookup(DefaultId);

    public Dispatcher Lookup(string id) => dispatchers.GetOrAdd(id.Length == 0 ? DefaultId : id, Make);

    Dispatcher Make(string id)
    {
        if (!config.HasPath(id))
            return id is DefaultId or InternalId
                ? new PoolDispatcher(DefaultThroughput)
                : throw new ConfigurationException($"Dispatcher [{id}] not configured.");
        var throughput = config.GetInt(id + ".throughput", DefaultThroughput);
        return config.GetString(id + ".type", "Dispatcher") switch
        {
            "PinnedDispatcher" => new PinnedDispatcher(throughput),
            "Dispatcher" or "TaskDispatcher" or "ForkJoinDispatcher" or "ChannelExecutor" => new PoolDispatcher(throughput),
            "Akka.TestKit.CallingThreadDispatcherConfigurator, Akka.TestKit" => new CallingThreadDispatcher(),
            var other => throw new ConfigurationException($"Could not resolve dispatcher type [{other}] for path [{id}]"),
        };
    }
}
