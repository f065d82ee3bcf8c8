using Akka.Actor;
using Akka.Event;
using Akka.TestKit;

namespace Swarm.Actors.Tests;

public sealed class TestKitSpecs : Akka.TestKit.Xunit2.TestKit
{
    [Fact]
    public void What_is_expected_and_does_not_come_is_a_failure()
    {
        Assert.ThrowsAny<Exception>(() => ExpectMsg<string>(TimeSpan.FromMilliseconds(20)));
        TestActor.Tell(1);
        Assert.ThrowsAny<Exception>(() => ExpectMsg("one"));
        TestActor.Tell(1);
        Assert.ThrowsAny<Exception>(() => ExpectNoMsg(20));
        TestActor.Tell(1);
        Assert.ThrowsAny<Exception>(() => ExpectMsg<int>(n => n == 2));
    }

    [Fact]
    public async Task All_forms_of_expecting_work_asynchronously()
    {
        TestActor.Tell("a");
        await ExpectMsgAsync("a");
        TestActor.Tell("b");
        Assert.Equal("b", await ExpectMsgAsync<string>());
        TestActor.Tell("c");
        await ExpectMsgAsync<string>(m => m == "c");
        await ExpectNoMsgAsync(20);
        TestActor.Tell(1);
        TestActor.Tell("d");
        Assert.Equal("d", await FishForMessageAsync<string>(m => m == "d"));
        Assert.Equal(TestActor, LastSender);
    }

    [Fact]
    public async Task The_test_is_the_sender_also_after_an_await()
    {
        var echo = Sys.ActorOf(Props.Create(() => new Echo()));
        await Task.Yield();
        echo.Tell("hello");
        await ExpectMsgAsync("hello");
    }

    [Fact]
    public void Within_limits_what_it_holds()
    {
        Within(TimeSpan.FromSeconds(2), () =>
        {
            Assert.True(Remaining <= TimeSpan.FromSeconds(2));
            TestActor.Tell("x");
            ExpectMsg("x");
        });
        Assert.ThrowsAny<Exception>(() => Within(TimeSpan.FromMilliseconds(30), () => ExpectMsg<string>()));
        Assert.ThrowsAny<Exception>(() => Within(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), () => { }));
    }

    [Fact]
    public void A_probe_answers_by_itself_or_by_its_pilot()
    {
        var probe = CreateTestProbe("probe");
        probe.Ref.Tell("question");
        probe.ExpectMsg("question");
        Assert.Equal(TestActor, probe.Sender);
        probe.Reply("answer");
        ExpectMsg("answer");
        Assert.Equal(probe.Ref, LastSender);
        probe.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            sender.Tell($"auto {message}");
            return message is "last" ? AutoPilot.NoAutoPilot : AutoPilot.KeepRunning;
        }));
        probe.Ref.Tell("one");
        probe.Ref.Tell("last");
        probe.Ref.Tell("after");
        ExpectMsg("auto one");
        ExpectMsg("auto last");
        ExpectNoMsg(30);
    }

    [Fact]
    public void Messages_can_be_ignored()
    {
        IgnoreMessages<string>(m => m == "noise");
        TestActor.Tell("noise");
        TestActor.Tell("signal");
        ExpectMsg("signal");
        IgnoreNoMessages();
        TestActor.Tell("noise");
        ExpectMsg("noise");
    }

    [Fact]
    public void Several_messages_can_be_taken_at_once()
    {
        foreach (var n in Enumerable.Range(1, 4))
            TestActor.Tell(n);
        Assert.Equal([1, 2], ReceiveN(2).Cast<int>());
        ExpectMsgAllOf(4, 3);
        TestActor.Tell("b");
        ExpectMsgAnyOf(["a", "b"]);
    }

    [Fact]
    public void Log_events_are_counted()
    {
        EventFilter.Warning("careful").ExpectOne(() => Sys.Log.Warning("careful"));
        EventFilter.Error(start: "bad").Expect(2, () =>
        {
            Sys.Log.Error("bad luck");
            Sys.Log.Error("bad day");
        });
        var actor = Sys.ActorOf(Props.Create(() => new Mortal(ActorRefs.Nobody, "m")));
        EventFilter.Exception<Bug>().ExpectOne(() => actor.Tell(new Bug("b")));
    }

    [Fact]
    public void An_actor_can_be_looked_into()
    {
        var actor = ActorOfAsTestActorRef<Open>(Props.Create(() => new Open()));
        actor.Tell("x");
        Assert.Equal("x", actor.UnderlyingActor.Last);
        Assert.Throws<Bug>(() => actor.Receive(new Bug("b")));
    }

    [Fact]
    public void The_test_actor_can_have_children()
    {
        var child = ChildActorOf(Props.Create(() => new Echo()), "child");
        Assert.Equal(TestActor.Path / "child", child.Path);
        Watch(child);
        child.Tell(PoisonPill.Instance);
        ExpectTerminated(child);
    }

    sealed class Open : ReceiveActor
    {
        public Open()
        {
            Receive<Exception>(e => throw e);
            Receive<string>(m => { Last = m; });
        }

        public string Last { get; private set; } = "";
    }
}
