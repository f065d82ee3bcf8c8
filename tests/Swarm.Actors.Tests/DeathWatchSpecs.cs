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
