using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;

namespace Swarm.Actors.Tests;

public sealed class DeadLetterSpecs : TestKit
{
    [Fact]
    public void A_message_to_a_stopped_actor_is_a_dead_letter()
    {
        var actor = Stopped();
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        actor.Tell("hello");
        var letter = ExpectMsg<DeadLetter>();
        Assert.Equal("hello", letter.Message);
        Assert.Equal(TestActor, letter.Sender);
        Assert.Equal(actor, letter.Recipient);
    }

    [Fact]
    public void A_message_to_the_dead_letters_is_one()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        Sys.DeadLetters.Tell("hello");
        Assert.Equal("hello", ExpectMsg<DeadLetter>().Message);
    }

    [Fact]
    public void What_is_lost_without_harm_is_kept_apart()
    {
        var actor = Stopped();
        Sys.EventStream.Subscribe(TestActor, typeof(AllDeadLetters));
        actor.Tell(PoisonPill.Instance);
        ExpectMsg<SuppressedDeadLetter>();
    }

    [Fact]
    public void A_poison_pill_lets_what_came_before_it_pass()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Echo()));
        Watch(actor);
        actor.Tell("a");
        actor.Tell("b");
        actor.Tell(PoisonPill.Instance);
        actor.Tell("c");
        ExpectMsg("a");
        ExpectMsg("b");
        ExpectTerminated(actor);
        ExpectNoMsg(30);
    }

    [Fact]
    public void Subscribers_get_the_channel_and_all_below_it_once()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Animal));
        Sys.EventStream.Subscribe(TestActor, typeof(Dog));
        Sys.EventStream.Publish(new Dog());
        Sys.EventStream.Publish(new Cat());
        Sys.EventStream.Publish("no animal");
        ExpectMsg<Dog>();
        ExpectMsg<Cat>();
        ExpectNoMsg(30);
    }

    [Fact]
    public void Who_unsubscribes_gets_nothing_more()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Dog));
        Assert.True(Sys.EventStream.Unsubscribe(TestActor, typeof(Dog)));
        Sys.EventStream.Publish(new Dog());
        ExpectNoMsg(30);
    }

    [Fact]
    public void Who_dies_is_unsubscribed()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var actor = Sys.ActorOf(Props.Create(() => new Echo()));
        Sys.EventStream.Subscribe(actor, typeof(Dog));
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        AwaitAssert(() =>
        {
            Sys.EventStream.Publish(new Dog());
            ExpectNoMsg(30);
        });
    }

    [Fact]
    public void Logs_are_events()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(LogEvent));
        var actor = Sys.ActorOf(Props.Create(() => new Logs()));
        actor.Tell("?");
        var warning = FishForMessage<Warning>(_ => true);
        Assert.Equal("2 of 3", warning.Message.ToString());
        Assert.Equal(typeof(Logs), warning.LogClass);
        var error = FishForMessage<Error>(_ => true);
        Assert.IsType<Bug>(error.Cause);
        Assert.Equal("failed at x", error.Message.ToString());
    }

    [Fact]
    public void A_selection_finds_by_name_and_wildcard()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Family()), "family");
        parent.Tell(new Identify("children are there"));
        ExpectMsg<ActorIdentity>();
        Sys.ActorSelection("/user/family/a1").Tell("one", TestActor);
        ExpectMsg("one");
        Sys.ActorSelection("/user/family/a*").Tell("many", TestActor);
        ExpectMsg("many");
        ExpectMsg("many");
        ExpectNoMsg(30);
        Sys.ActorSelection(parent.Path / "a?").Tell("both", TestActor);
        ExpectMsg("both");
        ExpectMsg("both");
        Sys.ActorSelection("/user/family/a1/../b").Tell("up and down", TestActor);
        ExpectMsg("up and down");
    }

    [Fact]
    public async Task A_selection_is_resolved_to_a_reference()
    {
        var echo = Sys.ActorOf(Props.Create(() => new Echo()), "echo");
        Assert.Equal(echo, await Sys.ActorSelection("/user/echo").ResolveOne(TimeSpan.FromSeconds(3)));
        await Assert.ThrowsAsync<ActorNotFoundException>(() => Sys.ActorSelection("/user/nobody").ResolveOne(TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public void A_selection_of_nobody_is_a_dead_letter()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        Sys.ActorSelection("/user/nobody").Tell("lost");
        Assert.Equal("lost", ExpectMsg<DeadLetter>().Message);
    }

    IActorRef Stopped()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Echo()));
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        return actor;
    }

    abstract record Animal;

    sealed record Dog : Animal;

    sealed record Cat : Animal;

    sealed class Logs : ReceiveActor
    {
        public Logs() => ReceiveAny(_ =>
        {
            var log = Context.GetLogger();
            log.Debug("not at this level");
            log.Warning("{0} of {1}", 2, 3);
            log.Error(new Bug("b"), "failed at {0}", "x");
        });
    }

    sealed class Family : ReceiveActor
    {
        public Family()
        {
            foreach (var name in new[] { "a1", "a2", "b" })
                Context.ActorOf(Props.Create(() => new Echo()), name);
        }
    }
}
