using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace Swarm.Actors.Tests;

public sealed class DeathWatchSpecs : TestKit
{
    [Fact]
    public void Terminated_comes_after_PostStop()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Mortal(TestActor, "a")));
        ExpectMsg("a: PreStart");
        Watch(actor);
        Sys.Stop(actor);
        ExpectMsg("a: PostStop");
        var end = ExpectTerminated(actor);
        Assert.True(end.ExistenceConfirmed);
        Assert.Equal(actor, LastSender);
    }

    [Fact]
    public async Task One_may_watch_who_is_dead_already()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Echo()));
        Assert.True(await actor.GracefulStop(TimeSpan.FromSeconds(5)));
        Watch(actor);
        ExpectTerminated(actor);
    }

    [Fact]
    public void Watching_twice_is_watching_once()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Echo()));
        Watch(actor);
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        ExpectNoMsg(50);
    }

    [Fact]
    public void Who_does_not_watch_any_more_is_not_told()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Echo()));
        var other = CreateTestProbe();
        other.Watch(actor);
        Watch(actor);
        Unwatch(actor);
        Sys.Stop(actor);
        other.ExpectTerminated(actor);
        ExpectNoMsg(50);
    }

    [Fact]
    public void Unwatch_takes_back_what_waits_in_the_mailbox()
    {
        var subject = Sys.ActorOf(Props.Create(() => new Echo()));
        var other = CreateTestProbe();
        other.Watch(subject);
        var gate = new ManualResetEventSlim();
        var watcher = Sys.ActorOf(Props.Create(() => new ChangesItsMind(subject, gate, TestActor)));
        watcher.Tell("go");
        ExpectMsg("watching");
        Sys.Stop(subject);
        other.ExpectTerminated(subject);
        gate.Set();
        ExpectMsg("unwatched");
        ExpectNoMsg(50);
    }

    [Fact]
    public void A_message_of_ones_own_can_come_instead()
    {
        var subject = Sys.ActorOf(Props.Create(() => new Echo()));
        Sys.ActorOf(Props.Create(() => new WatchesWith(subject, "gone", TestActor)));
        ExpectMsg("watching");
        Sys.Stop(subject);
        ExpectMsg("gone");
    }

    [Fact]
    public void The_first_message_that_was_asked_for_comes()
    {
        var (one, other) = (Sys.ActorOf(Props.Create(() => new Echo())), Sys.ActorOf(Props.Create(() => new Echo())));
        var watcher = Sys.ActorOf(Props.Create(() => new Watches(TestActor)));
        watcher.Tell(new Ask(one, "first"));
        watcher.Tell(new Ask(one, "second"));
        watcher.Tell(new Ask(other, null));
        watcher.Tell(new Ask(other, "too late"));
        watcher.Tell(new Identify("settled"), TestActor);
        ExpectMsg<ActorIdentity>();
        Sys.Stop(one);
        ExpectMsg("first");
        Sys.Stop(other);
        ExpectMsg(("Terminated", other));
        watcher.Tell(new Ask(one, "dead already"));
        ExpectMsg("dead already");
        ExpectNoMsg(30);
    }

    [Fact]
    public void All_who_watch_are_told_and_a_restart_is_no_death()
    {
        var subject = Sys.ActorOf(Props.Create(() => new Mortal(TestActor, "a")));
        var probes = new[] { CreateTestProbe(), CreateTestProbe(), CreateTestProbe() };
        foreach (var probe in probes)
            probe.Watch(subject);
        ExpectMsg("a: PreStart");
        subject.Tell(new Bug("b"));
        FishForMessage(m => m is "a: PostRestart b");
        probes[0].ExpectNoMsg(30);
        Sys.Stop(subject);
        foreach (var probe in probes)
            probe.ExpectTerminated(subject);
    }

    [Fact]
    public void The_next_of_the_same_name_is_watched_anew()
    {
        for (var i = 0; i < 3; i++)
        {
            IActorRef actor = ActorRefs.Nobody;
            AwaitAssert(() => actor = Sys.ActorOf(Props.Create(() => new Echo()), "again")); // its parent may hear of the last one's death after us
            Watch(actor);
            actor.Tell(PoisonPill.Instance);
            ExpectTerminated(actor);
        }
    }

    [Fact]
    public void Who_does_not_handle_Terminated_dies_as_well()
    {
        var subject = Sys.ActorOf(Props.Create(() => new Echo()));
        var pact = Sys.ActorOf(Props.Create(() => new DeathPact(subject, TestActor)));
        ExpectMsg("watching");
        Watch(pact);
        Sys.Stop(subject);
        ExpectTerminated(pact);
    }

    [Fact]
    public void A_parent_is_told_of_its_child_once()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent(TestActor)));
        parent.Tell("stop the child");
        ExpectMsg("child is gone, 0 left");
        ExpectNoMsg(50);
    }

    [Fact]
    public void A_child_is_found_by_name_until_it_is_gone()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent(TestActor)));
        parent.Tell("find");
        ExpectMsg(true);
        parent.Tell("find another");
        ExpectMsg(false);
    }

    sealed class ChangesItsMind : ReceiveActor
    {
        public ChangesItsMind(IActorRef subject, ManualResetEventSlim gate, IActorRef witness)
        {
            Context.Watch(subject);
            Receive<string>(_ =>
            {
                witness.Tell("watching");
                gate.Wait();
                Context.Unwatch(subject);
                witness.Tell("unwatched");
            });
            Receive<Terminated>(witness.Tell);
        }
    }

    sealed class WatchesWith : ReceiveActor
    {
        public WatchesWith(IActorRef subject, object message, IActorRef witness)
        {
            Context.WatchWith(subject, message);
            ReceiveAny(witness.Tell);
            witness.Tell("watching");
        }
    }

    sealed record Ask(IActorRef Subject, object? Message);

    sealed class Watches : ReceiveActor
    {
        public Watches(IActorRef witness)
        {
            Receive<Ask>(m => _ = m.Message is null ? Context.Watch(m.Subject) : Context.WatchWith(m.Subject, m.Message));
            Receive<Terminated>(m => witness.Tell(("Terminated", m.ActorRef)));
            ReceiveAny(witness.Tell);
        }
    }

    sealed class DeathPact : ReceiveActor
    {
        public DeathPact(IActorRef subject, IActorRef witness)
        {
            Context.Watch(subject);
            Receive<string>(_ => { });
            witness.Tell("watching");
        }
    }

    sealed class Parent : ReceiveActor
    {
        public Parent(IActorRef witness)
        {
            var child = Context.Watch(Context.ActorOf(Props.Create(() => new Echo()), "child"));
            Receive<string>(m => m == "stop the child", _ => Context.Stop(child));
            Receive<string>(m => m == "find", _ => witness.Tell(!Context.Child("child").IsNobody()));
            Receive<string>(m => m == "find another", _ => witness.Tell(!Context.Child("another").IsNobody()));
            Receive<Terminated>(_ => witness.Tell($"child is gone, {Context.GetChildren().Count()} left"));
        }
    }
}
