using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;

namespace Swarm.Actors.Tests;

public sealed class StressSpecs() : TestKit(
    """akka { loglevel = ERROR, log-dead-letters = off, loggers = ["Akka.Event.DefaultLogger"] }""")
{
    const int Senders = 4;

    static readonly int Scale = Environment.GetEnvironmentVariable("SWARM_FULL") == "1" ? 10 : 1;

    [Theory]
    [InlineData(1)]
    public async Task Over_restarts_and_stops_at_random_nothing_is_lost_or_delivered_twice(int seed)
    {
        var crowd = new Crowd(actors: 1_000 * Scale);
        var dead = Sys.ActorOf(Props.Create(() => new Undertaker()));
        Sys.EventStream.Subscribe(dead, typeof(DeadLetter));
        var keeper = Sys.ActorOf(Props.Create(() => new Keeper(crowd)));
        await LivesOf(keeper);

        Parallel.For(0, Senders, sender => Send(crowd, sender, new Random((seed * 100) + sender), 1_000_000 * Scale / Senders));

        AwaitCondition(crowd.IsAtRest, TimeSpan.FromSeconds(60 * Scale), TimeSpan.FromMilliseconds(100));
        // What was published before this has come before it.
        Assert.True(await dead.Ask<bool>("settled?", TimeSpan.FromSeconds(60)));
        var lives = await LivesOf(keeper);
        Assert.Empty(lives.SelectMany(life => life.Faults()).Take(10));
        Assert.True(lives.Length > crowd.Slots.Length * 11 / 10, "hardly anybody was stopped");
        Assert.True(lives.Sum(life => life.Restarts) > 1_000 * Scale, "hardly anybody was restarted");
    }

    static Task<Life[]> LivesOf(IActorRef keeper) => keeper.Ask<Life[]>("who?", TimeSpan.FromSeconds(60));

    static void Send(Crowd crowd, int sender, Random random, int messages)
    {
        for (var i = 0; i < messages; i++)
        {
            var life = crowd.Any(random);
            var deed = random.Next(10_000) switch { < 4 => Deed.Stop, < 50 => Deed.Fail, < 1_500 => Deed.Pass, _ => Deed.Nothing };
            life.Actor.Tell(new Message(life, sender, life.Sent[sender]++, deed, deed == Deed.Pass ? crowd.Any(random) : null), ActorRefs.NoSender);
            if (random.Next(5_000) == 0)
                life.Actor.Tell(PoisonPill.Instance, ActorRefs.NoSender);
        }
    }

    enum Deed
    {
        Nothing,
        Pass,
        Fail,
        Stop,
    }

    sealed record Message(Life To, int Sender, int Number, Deed Deed, Life? Next);

    sealed record Passed(Life To);

    /// <summary>The books of one actor from its start to its stop.</summary>
    sealed class Life
    {
        public readonly int[] Sent = new int[Senders];
        public readonly int[] Delivered = new int[Senders];
        readonly List<int>[] dead = [.. Enumerable.Range(0, Senders).Select(_ => new List<int>())];
        int passed;
        int taken;
        int outOfOrder;
        volatile bool isStopped;

        public IActorRef Actor { get; set; } = ActorRefs.Nobody;

        public int Restarts { get; set; }

        public bool IsStopped
        {
            get => isStopped;
            set => isStopped = value;
        }

        /// <summary>Has had all that it was sent; one that stopped is at rest when another has taken its place.</summary>
        public bool IsAtRest => !isStopped && Sent.AsSpan().SequenceEqual(Delivered) && Volatile.Read(ref passed) == Volatile.Read(ref taken);

        public void Deliver(Message message)
        {
            if (Delivered[message.Sender]++ != message.Number || isStopped)
                outOfOrder++;
        }

        public void Pass()
        {
            Interlocked.Increment(ref passed);
            Actor.Tell(new Passed(this));
        }

        public void Take() => Interlocked.Increment(ref taken);

        public void Bury(Message message) => dead[message.Sender].Add(message.Number);

        public IEnumerable<string> Faults()
        {
            if (outOfOrder > 0)
                yield return $"{outOfOrder} messages lost, doubled, mixed up or after the stop";
            if (taken > passed)
                yield return "a message was passed once and taken twice";
            if (!isStopped && dead.Any(d => d.Count > 0))
                yield return "a message to a living actor was a dead letter";
            for (var sender = 0; sender < Senders; sender++)
                if (dead[sender].Exists(n => n < Delivered[sender]) || dead[sender].Distinct().Count() < dead[sender].Count)
                    yield return "a message was a dead letter twice, or delivered too";
        }
    }

    /// <summary>Who lives now.</summary>
    sealed class Crowd(int actors)
    {
        public Life[] Slots { get; } = new Life[actors];

        public Life Any(Random random) => Volatile.Read(ref Slots[random.Next(actors)]);

        public bool IsAtRest() => Array.TrueForAll(Slots, life => life.IsAtRest);
    }

    /// <summary>Starts the crowd and somebody new in the place of everyone who stops.</summary>
    sealed class Keeper : ReceiveActor
    {
        readonly Crowd crowd;
        readonly List<Life> lives = [];

        public Keeper(Crowd crowd)
        {
            this.crowd = crowd;
            Receive<string>(_ => Sender.Tell(lives.ToArray()));
            Receive<Ended>(ended => Begin(ended.Slot));
        }

        protected override void PreStart()
        {
            for (var slot = 0; slot < crowd.Slots.Length; slot++) Begin(slot);
        }

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Restart, loggingEnabled: false);

        void Begin(int slot)
        {
            var life = new Life();
            life.Actor = Context.ActorOf(Props.Create(() => new Worker(life)));
            Context.WatchWith(life.Actor, new Ended(slot));
            lives.Add(life);
            Volatile.Write(ref crowd.Slots[slot], life);
        }

        sealed record Ended(int Slot);
    }

    sealed class Worker : ReceiveActor
    {
        readonly Life life;

        public Worker(Life life)
        {
            this.life = life;
            Receive<Message>(Handle);
            Receive<Passed>(_ => life.Take());
        }

        protected override void PostRestart(Exception reason) => life.Restarts++;

        protected override void PreRestart(Exception reason, object message) { }

        protected override void PostStop() => life.IsStopped = true;

        void Handle(Message message)
        {
            life.Deliver(message);
            switch (message.Deed)
            {
                case Deed.Pass:
                    message.Next!.Pass();
                    break;
                case Deed.Fail:
                    throw new Bug("at random");
                case Deed.Stop:
                    Context.Stop(Self);
                    break;
            }
        }
    }

    /// <summary>Gets the dead letters.</summary>
    sealed class Undertaker : ReceiveActor
    {
        public Undertaker()
        {
            Receive<DeadLetter>(dead => (dead.Message as Message)?.To.Bury((Message)dead.Message));
            Receive<string>(_ => Sender.Tell(true));
        }
    }
}
