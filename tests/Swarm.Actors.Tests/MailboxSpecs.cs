using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;

namespace Swarm.Actors.Tests;

public sealed class MailboxSpecs : TestKit
{
    [Fact]
    public void Messages_of_one_sender_come_in_their_order()
    {
        const int Senders = 4, Each = 5_000;
        var receiver = Sys.ActorOf(Props.Create(() => new OrderChecker(TestActor, Senders * Each)));
        Parallel.For(0, Senders, sender =>
        {
            for (var i = 0; i < Each; i++)
                receiver.Tell((sender, i), ActorRefs.NoSender);
        });
        ExpectMsg("in order", TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Never_more_than_one_message_at_a_time()
    {
        var overlap = new Overlap();
        var receiver = Sys.ActorOf(Props.Create(() => new Exclusive(overlap, TestActor, 20_000)));
        Parallel.For(0, 20_000, i => receiver.Tell(i, ActorRefs.NoSender));
        ExpectMsg(0, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Stopping_oneself_ends_it_after_the_current_message()
    {
        var dead = CreateTestProbe();
        Sys.EventStream.Subscribe(dead.Ref, typeof(DeadLetter));
        var gate = new ManualResetEventSlim();
        var actor = Sys.ActorOf(Props.Create(() => new StopsItself(gate)));
        Watch(actor);
        actor.Tell("stop");
        actor.Tell("too late");
        gate.Set();
        ExpectTerminated(actor);
        Assert.Equal("too late", dead.ExpectMsg<DeadLetter>().Message);
    }

    [Fact]
    public void Forwarding_keeps_the_sender()
    {
        var echo = Sys.ActorOf(Props.Create(() => new Echo()));
        var forwarder = Sys.ActorOf(Props.Create(() => new Forwarder(echo)));
        forwarder.Tell("hello");
        ExpectMsg("hello");
        Assert.Equal(echo, LastSender);
    }

    sealed class OrderChecker : ReceiveActor
    {
        readonly Dictionary<int, int> next = [];

        public OrderChecker(IActorRef witness, int total)
        {
            var seen = 0;
            Receive<(int Sender, int Number)>(m =>
            {
                if (next.GetValueOrDefault(m.Sender) != m.Number)
                    witness.Tell($"{m.Number} after {next[m.Sender] - 1}");
                next[m.Sender] = m.Number + 1;
                if (++seen == total)
                    witness.Tell("in order");
            });
        }
    }

    sealed class Overlap
    {
        public int Inside;
        public int Seen;
    }

    sealed class Exclusive : ReceiveActor
    {
        public Exclusive(Overlap overlap, IActorRef witness, int total)
        {
            var handled = 0;
            Receive<int>(_ =>
            {
                if (Interlocked.Increment(ref overlap.Inside) != 1)
                    overlap.Seen++;
                Interlocked.Decrement(ref overlap.Inside);
                if (++handled == total)
                    witness.Tell(overlap.Seen);
            });
        }
    }

    sealed class StopsItself : ReceiveActor
    {
        public StopsItself(ManualResetEventSlim gate) => Receive<string>(_ =>
        {
            gate.Wait();
            Context.Stop(Self);
        });
    }

    sealed class Forwarder : ReceiveActor
    {
        public Forwarder(IActorRef target) => ReceiveAny(message => target.Forward(message));
    }
}
