using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;

namespace Swarm.Actors.Tests;

public sealed class StashSpecs : TestKit
{
    [Fact]
    public void What_was_stashed_comes_in_order_and_before_the_rest()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Door()));
        foreach (var message in new[] { "a", "b", "open", "c" })
            actor.Tell(message);
        ExpectMsg("a");
        ExpectMsg("b");
        ExpectMsg("c");
    }

    [Fact]
    public void The_sender_is_stashed_too()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Door()));
        var probe = CreateTestProbe();
        probe.Send(actor, "a");
        actor.Tell("open");
        probe.ExpectMsg("a");
    }

    [Fact]
    public void One_at_a_time_can_be_taken()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Door()));
        foreach (var message in new[] { "a", "b", "one" })
            actor.Tell(message);
        ExpectMsg("a");
        ExpectNoMsg(50);
        actor.Tell("rest");
        ExpectMsg("b");
    }

    [Fact]
    public void A_restart_gives_back_what_was_stashed()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Door()));
        foreach (var message in new[] { "a", "fail", "b", "open" })
            actor.Tell(message);
        ExpectMsg("a");
        ExpectMsg("b");
    }

    [Fact]
    public void A_stop_makes_dead_letters_of_what_was_stashed()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var actor = Sys.ActorOf(Props.Create(() => new Door()));
        actor.Tell("a");
        actor.Tell("stop");
        Assert.Equal("a", ExpectMsg<DeadLetter>().Message);
    }

    [Fact]
    public void The_same_message_can_not_be_stashed_twice()
    {
        var actor = Sys.ActorOf(Props.Create(() => new StashesTwice()));
        actor.Tell("a");
        ExpectMsg<IllegalActorStateException>();
    }

    sealed class Door : ReceiveActor, IWithUnboundedStash
    {
        public Door()
        {
            Receive<string>(m => m == "fail", _ => throw new Bug("door"));
            Receive<string>(m => m == "stop", _ => Context.Stop(Self));
            Receive<string>(m => m == "one", _ =>
            {
                Become(Open);
                Stash.Unstash();
            });
            Receive<string>(m => m == "open", _ =>
            {
                Become(Open);
                Stash.UnstashAll();
            });
            ReceiveAny(_ => Stash.Stash());
        }

        public IStash Stash { get; set; } = null!;

        void Open()
        {
            Receive<string>(m => m == "open", _ => { });
            Receive<string>(m => m == "rest", _ => Stash.UnstashAll());
            ReceiveAny(m => Sender.Tell(m));
        }
    }

    sealed class StashesTwice : ReceiveActor, IWithStash
    {
        public StashesTwice() => ReceiveAny(_ =>
        {
            Stash.Stash();
            try
            {
                Stash.Stash();
            }
            catch (IllegalActorStateException e)
            {
                Sender.Tell(e);
            }
        });

        public IStash Stash { get; set; } = null!;
    }
}
