using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;

namespace Swarm.Actors.Tests;

public sealed class BehaviourSpecs : TestKit
{
    [Fact]
    public void The_first_handler_that_fits_takes_the_message()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Ordered()));
        actor.Tell("long enough");
        ExpectMsg("long");
        actor.Tell("no");
        ExpectMsg("short");
        actor.Tell(7);
        ExpectMsg("odd");
        actor.Tell(8);
        ExpectMsg("anything");
        actor.Tell(1.5);
        ExpectMsg("anything");
    }

    [Fact]
    public void A_message_without_a_handler_is_published_as_unhandled()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));
        var actor = Sys.ActorOf(Props.Create(() => new StringsOnly()));
        actor.Tell(42);
        var unhandled = ExpectMsg<UnhandledMessage>();
        Assert.Equal(42, unhandled.Message);
        Assert.Equal(TestActor, unhandled.Sender);
        Assert.Equal(actor, unhandled.Recipient);
    }

    [Fact]
    public void A_function_that_says_false_leaves_the_message_unhandled()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));
        var actor = Sys.ActorOf(Props.Create(() => new StringsOnly()));
        actor.Tell("no");
        Assert.Equal("no", ExpectMsg<UnhandledMessage>().Message);
    }

    [Fact]
    public void Become_replaces_the_behaviour()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Moody()));
        actor.Tell("?");
        ExpectMsg("calm");
        actor.Tell("anger");
        actor.Tell("?");
        ExpectMsg("angry");
        actor.Tell("calm down");
        actor.Tell("?");
        ExpectMsg("calm");
    }

    [Fact]
    public void Stacked_behaviours_are_taken_off_again()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Moody()));
        actor.Tell("push");
        actor.Tell("push");
        actor.Tell("?");
        ExpectMsg("pushed 2");
        actor.Tell("pop");
        actor.Tell("?");
        ExpectMsg("pushed 1");
        actor.Tell("pop");
        actor.Tell("?");
        ExpectMsg("calm");
    }

    [Fact]
    public void A_restart_begins_with_the_first_behaviour()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Moody()));
        actor.Tell("anger");
        actor.Tell("fail");
        actor.Tell("?");
        ExpectMsg("calm");
    }

    [Fact]
    public void Nothing_comes_after_a_handler_for_all()
    {
        var actor = Sys.ActorOf(Props.Create(() => new HandlerAfterAll()));
        Watch(actor);
        ExpectTerminated(actor);
    }

    [Fact]
    public void An_untyped_actor_gets_all_messages()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Untyped()));
        actor.Tell("a");
        ExpectMsg("first a");
        actor.Tell("b");
        ExpectMsg("second b");
    }

    sealed class Ordered : ReceiveActor
    {
        public Ordered()
        {
            Receive<string>(m => m.Length > 5, _ => Sender.Tell("long"));
            Receive<string>(_ => Sender.Tell("short"));
            Receive<int>(_ => Sender.Tell("odd"), n => n % 2 == 1);
            ReceiveAny(_ => Sender.Tell("anything"));
        }
    }

    sealed class StringsOnly : ReceiveActor
    {
        public StringsOnly() => Receive<string>(m => m == "yes");
    }

    sealed class Moody : ReceiveActor
    {
        int pushed;

        public Moody() => Calm();

        void Calm()
        {
            Receive<string>(m => m == "?", _ => Sender.Tell("calm"));
            Receive<string>(m => m == "anger", _ => Become(Angry));
            Receive<string>(m => m == "push", _ => Push());
        }

        void Angry()
        {
            Receive<string>(m => m == "?", _ => Sender.Tell("angry"));
            Receive<string>(m => m == "calm down", _ => Become(Calm));
            Receive<string>(m => m == "fail", _ => throw new Bug("angry"));
        }

        void Push()
        {
            var level = ++pushed;
            BecomeStacked(() =>
            {
                Receive<string>(m => m == "?", _ => Sender.Tell($"pushed {level}"));
                Receive<string>(m => m == "push", _ => Push());
                Receive<string>(m => m == "pop", _ => UnbecomeStacked());
            });
        }
    }

    sealed class HandlerAfterAll : ReceiveActor
    {
        public HandlerAfterAll()
        {
            ReceiveAny(_ => { });
            Receive<string>(_ => { });
        }
    }

    sealed class Untyped : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            Sender.Tell($"first {message}");
            Become(Second);
        }

        void Second(object message) => Sender.Tell($"second {message}");
    }
}
