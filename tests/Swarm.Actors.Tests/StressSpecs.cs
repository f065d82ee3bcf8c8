using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace Swarm.Actors.Tests;

public sealed class StressSpecs : TestKit
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Nothing_is_lost_or_delivered_twice_over_random_restarts(int seed)
    {
        const int Actors = 1_000, Messages = 200_000, Senders = 4;
        var tally = new Tally(Actors);
        var supervisor = Sys.ActorOf(Props.Create(() => new Supervisor(new OneForOneStrategy(_ => Directive.Restart, false))));
        var actors = new IActorRef[Actors];
        for (var i = 0; i < Actors; i++)
        {
            var number = i;
            supervisor.Tell(Props.Create(() => new Counting(tally, number)));
            actors[i] = ExpectMsg<IActorRef>();
        }
        var sent = new int[Senders, Actors];
        Parallel.For(0, Senders, sender =>
        {
            var random = new Random(seed * 100 + sender);
            for (var i = 0; i < Messages / Senders; i++)
            {
                var target = random.Next(Actors);
                actors[target].Tell(new Message(sender, sent[sender, target]++, random.Next(50) == 0, actors[random.Next(Actors)]), ActorRefs.NoSender);
            }
        });
        AwaitCondition(() => tally.Total >= Messages + tally.Passed, TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(20));
        Assert.Equal(Messages + tally.Passed, tally.Total);
        Assert.Equal(0, tally.OutOfOrder);
        Assert.True(tally.Restarts > Messages / 100);
    }

    sealed record Message(int Sender, int Number, bool Fail, IActorRef Next);

    sealed record Pass;

    sealed class Tally(int actors)
    {
        public int OutOfOrder;
        public int Restarts;
        public int passed;
        public int total;

        public int[,] Next { get; } = new int[actors, 4];

        public int Total => Volatile.Read(ref total);

        public int Passed => Volatile.Read(ref passed);
    }

    sealed class Counting : ReceiveActor
    {
        readonly Tally tally;

        public Counting(Tally tally, int number)
        {
            this.tally = tally;
            Receive<Message>(m =>
            {
                if (tally.Next[number, m.Sender]++ != m.Number)
                    Interlocked.Increment(ref tally.OutOfOrder);
                if (m.Number % 10 == 0)
                {
                    Interlocked.Increment(ref tally.passed);
                    m.Next.Tell(new Pass());
                }
                Interlocked.Increment(ref tally.total);
                if (m.Fail)
                    throw new Bug("at random");
            });
            Receive<Pass>(_ => Interlocked.Increment(ref tally.total));
        }

        protected override void PostRestart(Exception reason) => Interlocked.Increment(ref tally.Restarts);
    }
}
