using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;

namespace Swarm.Actors.Tests;

public sealed class SystemSpecs : TestKit
{
    [Theory]
    [InlineData("")]
    [InlineData("-leading")]
    [InlineData("_leading")]
    [InlineData("a space")]
    [InlineData("dot.ted")]
    public void A_system_has_a_name_of_word_characters(string name) =>
        Assert.Throws<ArgumentException>(() => ActorSystem.Create(name));

    [Fact]
    public async Task A_system_is_over_when_all_its_actors_are()
    {
        var system = ActorSystem.Create("ends");
        var gate = new ManualResetEventSlim();
        system.ActorOf(Props.Create(() => new EndsSlowly(gate)));
        var end = system.Terminate();
        Assert.NotSame(system.WhenTerminated, await Task.WhenAny(system.WhenTerminated, Task.Delay(50)));
        gate.Set();
        await end;
        Assert.True(system.WhenTerminated.IsCompletedSuccessfully);
        await system.Terminate();
    }

    [Fact]
    public async Task What_was_registered_runs_newest_first_before_the_system_is_over()
    {
        var system = ActorSystem.Create("ends");
        var ran = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            var number = i;
            system.RegisterOnTermination(() => ran.Add(number));
        }
        await system.Terminate();
        Assert.Equal([4, 3, 2, 1, 0], ran);
        Assert.Throws<InvalidOperationException>(() => system.RegisterOnTermination(() => { }));
    }

    [Fact]
    public async Task A_system_that_is_over_takes_nothing_more()
    {
        var system = ActorSystem.Create("ends");
        var actor = system.ActorOf(Props.Create(() => new Echo()));
        await system.Terminate();
        Assert.Throws<InvalidOperationException>(() => system.ActorOf(Props.Create(() => new Echo())));
        actor.Tell("too late");
        Assert.True(await actor.GracefulStop(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Two_systems_know_nothing_of_each_other()
    {
        var (one, other) = (ActorSystem.Create("same"), ActorSystem.Create("same"));
        one.EventStream.Subscribe(TestActor, typeof(string));
        other.EventStream.Publish("not here");
        one.EventStream.Publish("here");
        ExpectMsg("here");
        await one.Terminate();
        Assert.False(other.WhenTerminated.IsCompleted);
        await other.Terminate();
    }

    [Fact]
    public void Subscribing_twice_is_subscribing_once()
    {
        Assert.True(Sys.EventStream.Subscribe(TestActor, typeof(IEvent)));
        Assert.False(Sys.EventStream.Subscribe(TestActor, typeof(IEvent)));
        Sys.EventStream.Publish(new Event());
        ExpectMsg<Event>();
        ExpectNoMsg(30);
        Assert.True(Sys.EventStream.Unsubscribe(TestActor, typeof(IEvent)));
        Assert.False(Sys.EventStream.Unsubscribe(TestActor, typeof(IEvent)));
    }

    [Fact]
    public void A_channel_may_be_an_interface_a_base_or_everything()
    {
        var (byInterface, byBase, all) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe());
        Sys.EventStream.Subscribe(byInterface.Ref, typeof(IEvent));
        Sys.EventStream.Subscribe(byBase.Ref, typeof(Event));
        Sys.EventStream.Subscribe(all.Ref, typeof(object));
        Sys.EventStream.Publish(new Event());
        Sys.EventStream.Publish(new SpecialEvent());
        byInterface.ExpectMsg<Event>();
        byInterface.ExpectMsg<SpecialEvent>();
        byBase.ExpectMsg<Event>();
        byBase.ExpectMsg<SpecialEvent>();
        all.FishForMessage(m => m is SpecialEvent);
        Assert.True(Sys.EventStream.Unsubscribe(byInterface.Ref));
        Sys.EventStream.Publish(new Event());
        byBase.ExpectMsg<Event>();
        byInterface.ExpectNoMsg(30);
    }

    [Fact]
    public void Who_subscribes_must_be_somebody()
    {
        Assert.Throws<ArgumentNullException>(() => Sys.EventStream.Subscribe(null!, typeof(IEvent)));
        Assert.Throws<ArgumentNullException>(() => Sys.EventStream.Unsubscribe(null!));
    }

    [Fact]
    public void What_nobody_handles_is_published_with_both_ends()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));
        var actor = Sys.ActorOf(Props.Create(() => new HandlesNothing()));
        actor.Tell("unheard");
        var unhandled = ExpectMsg<UnhandledMessage>();
        Assert.Equal(("unheard", TestActor, actor), (unhandled.Message, unhandled.Sender, unhandled.Recipient));
        actor.Tell("from nobody", ActorRefs.NoSender);
        Assert.Equal(Sys.DeadLetters, ExpectMsg<UnhandledMessage>().Sender);
    }

    [Fact]
    public void A_dead_letter_of_a_dead_letter_is_itself()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(AllDeadLetters));
        var probe = CreateTestProbe();
        Sys.DeadLetters.Tell(new DeadLetter("inner", probe.Ref, TestActor));
        var letter = ExpectMsg<DeadLetter>();
        Assert.Equal(("inner", probe.Ref, TestActor), (letter.Message, letter.Sender, letter.Recipient));
        Sys.DeadLetters.Tell(new Harmless(), probe.Ref);
        Assert.IsType<Harmless>(ExpectMsg<SuppressedDeadLetter>().Message);
    }

    interface IEvent;

    record Event : IEvent;

    sealed record SpecialEvent : Event;

    sealed record Harmless : IDeadLetterSuppression;

    sealed class HandlesNothing : ReceiveActor;

    sealed class EndsSlowly(ManualResetEventSlim gate) : UntypedActor
    {
        protected override void OnReceive(object message) { }

        protected override void PostStop() => gate.Wait();
    }
}
