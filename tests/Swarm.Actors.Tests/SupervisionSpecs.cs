using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;

namespace Swarm.Actors.Tests;

public sealed class SupervisionSpecs : TestKit
{
    [Fact]
    public void Resume_goes_on_with_the_state_it_had()
    {
        var child = ChildOf(new OneForOneStrategy(_ => Directive.Resume));
        child.Tell("x");
        child.Tell(new Bug("b"));
        child.Tell("x");
        ExpectMsg("x1");
        ExpectMsg("x2");
    }

    [Fact]
    public void Stop_ends_the_child()
    {
        var child = ChildOf(new OneForOneStrategy(_ => Directive.Stop));
        Watch(child);
        child.Tell(new Bug("b"));
        ExpectTerminated(child);
    }

    [Fact]
    public void Escalate_hands_the_failure_to_the_next_supervisor()
    {
        var top = Sys.ActorOf(Props.Create(() => new Supervisor(new OneForOneStrategy(_ => Directive.Stop))));
        var middle = Created(top, Props.Create(() => new Supervisor(new OneForOneStrategy(_ => Directive.Escalate))));
        var child = Created(middle, Props.Create(() => new Mortal(ActorRefs.Nobody, "c")));
        var other = CreateTestProbe();
        other.Watch(child);
        Watch(middle);
        child.Tell(new Bug("b"));
        ExpectTerminated(middle);
        other.ExpectTerminated(child);
    }

    [Fact]
    public void The_decider_sees_the_exception()
    {
        var child = ChildOf(new OneForOneStrategy(e => e.Message == "bad" ? Directive.Stop : Directive.Resume));
        Watch(child);
        child.Tell("x");
        child.Tell(new Bug("not so bad"));
        child.Tell("x");
        child.Tell(new Bug("bad"));
        ExpectMsg("x1");
        ExpectMsg("x2");
        ExpectTerminated(child);
    }

    [Fact]
    public void The_first_pair_that_fits_decides()
    {
        var decider = Decider.From(Directive.Escalate, Directive.Resume.When<ArgumentException>(), Directive.Stop.When<Bug>());
        Assert.Equal(Directive.Resume, decider.Decide(new ArgumentNullException()));
        Assert.Equal(Directive.Stop, decider.Decide(new Bug("b")));
        Assert.Equal(Directive.Escalate, decider.Decide(new FormatException()));
    }

    [Fact]
    public void After_so_many_restarts_the_child_is_stopped()
    {
        var child = ChildOf(new OneForOneStrategy(2, Timeout.Infinite, _ => Directive.Restart));
        Watch(child);
        for (var i = 0; i < 2; i++)
        {
            child.Tell("x");
            ExpectMsg("x1");
            child.Tell(new Bug("b"));
        }
        child.Tell("x");
        ExpectMsg("x1");
        child.Tell(new Bug("last"));
        ExpectTerminated(child);
    }

    [Fact]
    public void The_window_of_restarts_opens_anew_when_it_is_over()
    {
        var child = ChildOf(new OneForOneStrategy(1, TimeSpan.FromMilliseconds(60), _ => Directive.Restart));
        Watch(child);
        for (var i = 0; i < 3; i++)
        {
            child.Tell(new Bug("b"));
            child.Tell("x");
            ExpectMsg("x1");
            ExpectNoMsg(150);
        }
        // Some two of them fall into one window, however busy the machine is.
        for (var i = 0; i < 50; i++)
            child.Tell(new Bug("too soon"));
        ExpectTerminated(child);
    }

    [Fact]
    public void All_for_one_restarts_all()
    {
        var top = Sys.ActorOf(Props.Create(() => new Supervisor(new AllForOneStrategy(_ => Directive.Restart))));
        var one = Created(top, Props.Create(() => new Mortal(ActorRefs.Nobody, "1")));
        var other = Created(top, Props.Create(() => new Mortal(ActorRefs.Nobody, "2")));
        other.Tell("x");
        ExpectMsg("x1");
        one.Tell(new Bug("b"));
        AwaitAssert(() =>
        {
            other.Tell("x");
            Assert.Equal("x1", ExpectMsg<string>());
        });
    }

    [Fact]
    public void All_for_one_stops_all()
    {
        var top = Sys.ActorOf(Props.Create(() => new Supervisor(new AllForOneStrategy(_ => Directive.Stop))));
        var one = Created(top, Props.Create(() => new Mortal(ActorRefs.Nobody, "1")));
        var other = Created(top, Props.Create(() => new Mortal(ActorRefs.Nobody, "2")));
        Watch(other);
        one.Tell(new Bug("b"));
        ExpectTerminated(other);
    }

    [Fact]
    public void The_strategy_of_the_props_goes_first()
    {
        var props = Props.Create(() => new Supervisor(new OneForOneStrategy(_ => Directive.Resume)));
        var top = Sys.ActorOf(props.WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Stop)));
        var child = Created(top, Props.Create(() => new Mortal(ActorRefs.Nobody, "c")));
        Watch(child);
        child.Tell(new Bug("b"));
        ExpectTerminated(child);
    }

    [Fact]
    public void A_killed_actor_is_stopped_by_default()
    {
        var child = ChildOf(SupervisorStrategy.DefaultStrategy);
        Watch(child);
        child.Tell("x");
        child.Tell(Kill.Instance);
        child.Tell("y");
        ExpectMsg("x1");
        ExpectTerminated(child);
    }

    [Fact]
    public void A_failure_is_logged()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Error));
        var child = ChildOf(new OneForOneStrategy(_ => Directive.Stop));
        child.Tell(new Bug("that was bad"));
        var error = FishForMessage<Error>(e => e.Cause is Bug);
        Assert.Equal("that was bad", error.Message.ToString());
        Assert.Equal(child.Path.ToString(), error.LogSource);
    }

    [Fact]
    public void A_child_that_fails_while_starting_again_is_stopped()
    {
        var starts = new Starts();
        var child = ChildOf(SupervisorStrategy.DefaultStrategy, Props.Create(() => new FailsToRestart(starts)));
        Watch(child);
        child.Tell("fail");
        ExpectTerminated(child);
        Assert.Equal(2, starts.Count);
    }

    [Fact]
    public void A_supervisor_that_is_restarted_without_stopping_its_children_restarts_them()
    {
        var top = Sys.ActorOf(Props.Create(() => new KeepsChildren(TestActor)));
        ExpectMsg("child: PreStart");
        top.Tell("fail");
        ExpectMsg("child: PreRestart from above");
        ExpectMsg("child: PostStop");
        ExpectMsg("child: PostRestart from above");
        ExpectMsg("child: PreStart");
    }

    IActorRef ChildOf(SupervisorStrategy strategy, Props? props = null)
    {
        var top = Sys.ActorOf(Props.Create(() => new Supervisor(strategy)));
        return Created(top, props ?? Props.Create(() => new Mortal(ActorRefs.Nobody, "child")));
    }

    IActorRef Created(IActorRef parent, Props props)
    {
        parent.Tell(props);
        return ExpectMsg<IActorRef>();
    }

    sealed class Starts
    {
        public int Count;
    }

    sealed class FailsToRestart : ReceiveActor
    {
        public FailsToRestart(Starts starts)
        {
            if (++starts.Count > 1)
                throw new Bug("not again");
            Receive<string>(_ => throw new Bug("first"));
        }
    }

    sealed class KeepsChildren : ReceiveActor
    {
        readonly IActorRef witness;

        public KeepsChildren(IActorRef witness)
        {
            this.witness = witness;
            Receive<string>(_ => throw new Bug("from above"));
        }

        protected override void PreStart()
        {
            var to = witness;
            Context.ActorOf(Props.Create(() => new Mortal(to, "child")), "child");
        }

        protected override void PreRestart(Exception reason, object message) { }

        protected override void PostRestart(Exception reason) { }
    }
}
