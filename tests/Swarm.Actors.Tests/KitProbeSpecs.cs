using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.TestActors;

namespace Swarm.Actors.Tests;

public sealed class KitProbeSpecs : Akka.TestKit.Xunit2.TestKit
{
    [Fact]
    public void A_probe_is_a_reference_to_its_actor()
    {
        var probe = CreateTestProbe("named");
        Assert.Equal("/system/named", probe.Ref.Path.ToStringWithoutAddress());
        Assert.Equal(probe.TestActor, probe.Ref);
        Assert.True(probe.Equals(probe.Ref));
        Assert.Equal(probe.Ref.GetHashCode(), probe.GetHashCode());
        Assert.Equal($"TestProbe({probe.Ref})", probe.ToString());
        probe.Tell("hello");
        probe.ExpectMsg("hello");
        Assert.Equal(TestActor, probe.Sender);
        ExpectNoMsg(10);
    }

    [Fact]
    public void A_probe_sends_answers_and_forwards()
    {
        var (probe, other) = (CreateTestProbe(), CreateTestProbe());
        probe.Send(TestActor, "from the probe");
        ExpectMsgFrom(probe.Ref, "from the probe");
        probe.Ref.Tell("question");
        probe.ExpectMsg("question");
        probe.Forward(other.Ref);
        other.ExpectMsgFrom(TestActor, "question");
        probe.Forward(other.Ref, "another question");
        other.ExpectMsgFrom(TestActor, "another question");
        probe.Reply("answer");
        ExpectMsgFrom(probe.Ref, "answer");
    }

    [Fact]
    public void A_probe_that_got_nothing_has_nobody_to_answer()
    {
        var probe = CreateTestProbe();
        Assert.Throws<IllegalActorStateException>(() => probe.Reply("answer"));
        Assert.Throws<IllegalActorStateException>(() => probe.Forward(TestActor));
    }

    [Fact]
    public void Probes_wait_each_for_themselves()
    {
        var (probe, other) = (CreateTestProbe(), CreateTestProbe());
        probe.Ref.Tell("a");
        other.ExpectNoMsg(10);
        probe.ExpectMsg("a");
        probe.Watch(other.Ref);
        Sys.Stop(other.Ref);
        probe.ExpectTerminated(other.Ref);
    }

    [Fact]
    public void A_probe_has_children()
    {
        var probe = CreateTestProbe();
        var child = probe.ChildActorOf<Silent>("child");
        Assert.Equal(probe.Ref.Path / "child", child.Path);
        var other = probe.ChildActorOf(Props.Create(() => new Silent()));
        Assert.Equal(probe.Ref.Path, other.Path.Parent);
        Assert.Equal(probe.Ref, probe.LastSender);
    }

    [Fact]
    public async Task A_child_comes_by_the_queue_of_messages()
    {
        var child = await ChildActorOfAsync(Props.Create(() => new Echo()), "child");
        Assert.Equal(child, LastMessage);
        child.Tell("hello");
        ExpectMsgFrom(child, "hello");
        TestActor.Tell("in its way");
        KitFailure.Of(() => ChildActorOf(Props.Create(() => new Echo())));
    }

    [Fact]
    public void A_pilot_sees_also_what_is_ignored()
    {
        IgnoreMessages(m => m is "noise");
        SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            sender.Tell($"got {message}");
            return AutoPilot.KeepRunning;
        }));
        var probe = CreateTestProbe();
        probe.Send(TestActor, "noise");
        probe.Send(TestActor, "signal");
        probe.ExpectMsg("got noise");
        probe.ExpectMsg("got signal");
        ExpectMsg("signal");
        IgnoreMessages<string>();
        SetAutoPilot(AutoPilot.NoAutoPilot);
        probe.Send(TestActor, "signal");
        probe.Send(TestActor, 1);
        ExpectMsg(1);
        probe.ExpectNoMsg(10);
    }

    [Fact]
    public void Some_actors_are_at_hand()
    {
        var probe = CreateTestProbe();
        probe.Send(Sys.ActorOf(EchoActor.Props(this)), "to both");
        probe.ExpectMsg("to both");
        ExpectMsgFrom(probe.Ref, "to both");
        probe.Send(Sys.ActorOf(EchoActor.Props(this, echoBackToSenderAsWell: false)), "to the test");
        ExpectMsgFrom(probe.Ref, "to the test");
        probe.ExpectNoMsg(10);
        probe.Send(Sys.ActorOf(SimpleEchoActor.Props()), "back");
        probe.ExpectMsg("back");
        probe.Send(Sys.ActorOf(ForwardActor.Props(TestActor)), "onward");
        ExpectMsgFrom(probe.Ref, "onward");
        probe.Send(Sys.ActorOf(BlackHoleActor.Props), "nowhere");
        probe.ExpectNoMsg(10);
    }

    [Fact]
    public void A_latch_opens_when_counted_down()
    {
        var latch = CreateTestLatch(2);
        Assert.Throws<TimeoutException>(() => latch.Ready(TimeSpan.FromMilliseconds(10)));
        latch.CountDown();
        Assert.False(latch.IsOpen);
        Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.FromMilliseconds(10), latch.CountDown);
        latch.Ready();
        Assert.True(latch.IsOpen);
        latch.Reset();
        Assert.False(latch.IsOpen);
        latch.Open();
        latch.Ready(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_barrier_holds_until_all_are_there()
    {
        var barrier = CreateTestBarrier(2);
        var other = Task.Run(barrier.Await);
        Assert.False(other.IsCompleted);
        barrier.Await();
        await other.WaitAsync(TimeSpan.FromSeconds(10));
    }
}

public sealed class KitNoImplicitSenderSpecs : Akka.TestKit.Xunit2.TestKit, INoImplicitSender
{
    [Fact]
    public async Task Who_wants_it_is_no_sender()
    {
        TestActor.Tell("a");
        ExpectMsg("a");
        Assert.Equal(Sys.DeadLetters, LastSender);
        await Task.Yield();
        TestActor.Tell("b");
        ExpectMsg("b");
        Assert.Equal(Sys.DeadLetters, LastSender);
    }
}
