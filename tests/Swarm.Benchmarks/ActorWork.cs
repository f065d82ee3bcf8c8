using Akka.Actor;

namespace Swarm.Benchmarks;

/// <summary>The work that shows what actors cost, on a system of its own; in Akka's names alone, so that it measures either runtime.</summary>
sealed class ActorWork : IDisposable
{
    static readonly object Ball = new();
    static readonly Props Idle = Props.Create(() => new Idler());

    readonly ActorSystem system = ActorSystem.Create("bench", "akka.loglevel = WARNING");
    readonly IActorRef echo;

    public ActorWork() => echo = system.ActorOf(Props.Create(() => new Echo()));

    public void Dispose() => system.Terminate().GetAwaiter().GetResult();

    /// <summary>A thread tells one actor.</summary>
    public Task OneToOne(int messages)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var counter = system.ActorOf(Props.Create(() => new Counter(messages, done)));
        for (var i = 0; i < messages; i++) counter.Tell(Ball, ActorRefs.NoSender);
        return done.Task;
    }

    /// <summary>Two actors send balls to and fro until as many messages have been sent.</summary>
    public Task PingPong(int messages, int balls)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ping = system.ActorOf(Props.Create(() => new Ping(messages / 2, done)));
        for (var i = 0; i < balls; i++) echo.Tell(Ball, ping);
        return done.Task;
    }

    /// <summary>One question after the other's answer.</summary>
    public async Task Ask(int questions)
    {
        for (var i = 0; i < questions; i++) await echo.Ask<object>(Ball).ConfigureAwait(false);
    }

    /// <summary>Done when the last has run its PreStart.</summary>
    public Task Start(int actors)
    {
        var all = new CountdownEvent(actors);
        var props = Props.Create(() => new Starter(all));
        for (var i = 0; i < actors; i++) system.ActorOf(props);
        all.Wait();
        return Task.CompletedTask;
    }

    /// <summary>Actors that have handled one message each, and wait.</summary>
    public async Task Populate(int actors)
    {
        var crowd = new IActorRef[actors];
        for (var i = 0; i < actors; i++) crowd[i] = system.ActorOf(Idle);
        foreach (var actor in crowd) await actor.Ask<object>(Ball).ConfigureAwait(false);
    }

    sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(m => Sender.Tell(m));
    }

    sealed class Counter : ReceiveActor
    {
        public Counter(int count, TaskCompletionSource done) => ReceiveAny(_ =>
        {
            if (--count == 0) done.SetResult();
        });
    }

    sealed class Ping : ReceiveActor
    {
        public Ping(int count, TaskCompletionSource done) => ReceiveAny(m =>
        {
            if (--count > 0) Sender.Tell(m);
            else if (count == 0) done.SetResult();
        });
    }

    sealed class Starter(CountdownEvent all) : UntypedActor
    {
        protected override void PreStart() => all.Signal();

        protected override void OnReceive(object message) { }
    }

    sealed class Idler : ReceiveActor
    {
        public Idler() => ReceiveAny(m => Sender.Tell(m));
    }
}
