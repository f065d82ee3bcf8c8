using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;

namespace Swarm.Actors.Tests;

/// <summary>What happens around a failure: who waits, what the hooks see, what becomes of failures in them.</summary>
public sealed class FailureSpecs : TestKit
{
    readonly ManualResetEventSlim deciding = new();

    [Fact]
    public void All_below_an_actor_that_failed_wait_for_the_decision()
    {
        var gate = new ManualResetEventSlim();
        var top = Sys.ActorOf(Props.Create(() => new Supervisor(new OneForOneStrategy(_ => Decided(gate, Directive.Resume)))));
        var middle = Created(top, Props.Create(() => new Mortal(ActorRefs.Nobody, "middle")));
        var child = Created(middle, Props.Create(() => new Mortal(ActorRefs.Nobody, "child")));
        middle.Tell(new Bug("b"));
        Assert.True(deciding.Wait(TimeSpan.FromSeconds(20)));
        child.Tell("x");
        middle.Tell("x");
        ExpectNoMsg(50);
        gate.Set();
        ExpectMsg("x1");
        ExpectMsg("x1");
    }

    [Theory]
    [InlineData(Directive.Restart)]
    [InlineData(Directive.Resume)]
    public void An_actor_that_can_not_be_made_is_made_again(Directive directive)
    {
        var starts = new Starts();
        var child = ChildOf(
            new OneForOneStrategy(e => e is ActorInitializationException ? directive : Directive.Stop),
            Props.Create(() => new FailsToStart(starts, 3)));
        child.Tell("are you there");
        ExpectMsg(4);
    }

    [Fact]
    public void The_hook_before_a_restart_gets_the_message_that_failed()
    {
        var top = Sys.ActorOf(Props.Create(() => new Supervisor(new AllForOneStrategy(_ => Directive.Restart))));
        var one = Created(top, Props.Create(() => new TellsWhy(TestActor)));
        Created(top, Props.Create(() => new TellsWhy(TestActor)));
        one.Tell("bad");
        Assert.Equal(["bad", "nothing"], new[] { ExpectMsg<string>(), ExpectMsg<string>() }.Order());
    }

    [Fact]
    public void A_hook_that_fails_before_a_restart_is_logged_and_no_more()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Error));
        var child = ChildOf(SupervisorStrategy.DefaultStrategy, Props.Create(() => new FailsInHooks()));
        child.Tell(new Bug("b"));
        var failure = Assert.IsType<PreRestartException>(FishForMessage<Error>(e => e.Cause is PreRestartException).Cause);
        Assert.Equal(("before restart", "b"), (failure.RestartException.Message, failure.InnerException?.Message));
        child.Tell("still there");
        FishForMessage(m => m is "still there");
    }

    [Fact]
    public void A_hook_that_fails_after_the_end_is_logged_and_no_more()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Error));
        var child = ChildOf(SupervisorStrategy.DefaultStrategy, Props.Create(() => new FailsInHooks()));
        Watch(child);
        child.Tell(PoisonPill.Instance);
        FishForMessage<Error>(e => e.Cause is Bug { Message: "after stop" });
        FishForMessage(m => m is Terminated);
    }

    Directive Decided(ManualResetEventSlim gate, Directive directive)
    {
        deciding.Set();
        gate.Wait(TimeSpan.FromSeconds(20));
        return directive;
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

    sealed class FailsToStart : ReceiveActor
    {
        public FailsToStart(Starts starts, int failures)
        {
            if (++starts.Count <= failures)
                throw new Bug("not yet");
            ReceiveAny(_ => Sender.Tell(starts.Count));
        }
    }

    sealed class TellsWhy : ReceiveActor
    {
        readonly IActorRef witness;

        public TellsWhy(IActorRef witness)
        {
            this.witness = witness;
            Receive<string>(m => throw new Bug(m));
        }

        protected override void PreRestart(Exception reason, object message) => witness.Tell(message ?? "nothing");
    }

    sealed class FailsInHooks : ReceiveActor
    {
        public FailsInHooks()
        {
            Receive<Exception>(e => throw e);
            ReceiveAny(m => Sender.Tell(m));
        }

        protected override void PreRestart(Exception reason, object message) => throw new Bug("before restart");

        protected override void PostStop() => throw new Bug("after stop");
    }
}
