using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Configs;

namespace Swarm.Actors.Tests;

public sealed class KitSchedulerSpecs() : Akka.TestKit.Xunit2.TestKit(TestConfigs.TestSchedulerConfig)
{
    TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void Nothing_happens_before_its_time()
    {
        Scheduler.ScheduleTellOnce(TimeSpan.FromHours(1), TestActor, "later", ActorRefs.NoSender);
        Scheduler.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        ExpectNoMsg(10);
        Scheduler.Advance(TimeSpan.FromTicks(1));
        ExpectMsg("later");
    }

    [Fact]
    public void Messages_come_in_the_order_of_their_times()
    {
        Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(3), TestActor, "third", ActorRefs.NoSender);
        Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(1), TestActor, "first", ActorRefs.NoSender);
        Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(2), TestActor, "second", ActorRefs.NoSender);
        Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(2), TestActor, "second too", ActorRefs.NoSender);
        Scheduler.AdvanceTo(Scheduler.Now + TimeSpan.FromSeconds(3));
        Assert.Equal(["first", "second", "second too", "third"], ReceiveN(4).Cast<string>());
    }

    [Fact]
    public void What_repeats_comes_once_in_each_advance()
    {
        var cancelable = new Cancelable(Sys.Scheduler);
        Scheduler.ScheduleTellRepeatedly(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TestActor, "tick", ActorRefs.NoSender, cancelable);
        Scheduler.Advance(TimeSpan.FromSeconds(9));
        ExpectMsg("tick");
        ExpectNoMsg(10);
        Scheduler.Advance(TimeSpan.FromSeconds(2));
        ExpectMsg("tick");
        cancelable.Cancel();
        Scheduler.Advance(TimeSpan.FromSeconds(2));
        ExpectNoMsg(10);
    }

    [Fact]
    public void A_message_can_be_called_off()
    {
        var cancelable = Scheduler.ScheduleTellOnceCancelable(TimeSpan.FromSeconds(1), TestActor, "later", ActorRefs.NoSender);
        cancelable.Cancel();
        Scheduler.Advance(TimeSpan.FromSeconds(1));
        ExpectNoMsg(10);
    }

    [Fact]
    public void Actions_run_when_time_has_come()
    {
        var (once, often) = (0, 0);
        Scheduler.ScheduleOnce(TimeSpan.FromSeconds(1), () => once++);
        var cancelable = Scheduler.Advanced.ScheduleRepeatedlyCancelable(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), () => often++);
        Scheduler.Advance(TimeSpan.FromSeconds(1));
        Scheduler.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((1, 2), (once, often));
        cancelable.Cancel();
        Scheduler.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((1, 2), (once, often));
    }

    [Fact]
    public void An_action_to_run_once_cannot_be_called_off()
    {
        var ran = false;
        Scheduler.Advanced.ScheduleOnceCancelable(TimeSpan.FromSeconds(1), () => ran = true).Cancel();
        Scheduler.Advance(TimeSpan.FromSeconds(1));
        Assert.True(ran);
    }

    [Fact]
    public void What_an_action_schedules_waits_for_the_next_advance()
    {
        Scheduler.ScheduleOnce(
            TimeSpan.FromSeconds(1), () => Scheduler.ScheduleTellOnce(TimeSpan.Zero, TestActor, "at once", ActorRefs.NoSender));
        Scheduler.Advance(TimeSpan.FromSeconds(5));
        ExpectNoMsg(10);
        Scheduler.Advance(TimeSpan.Zero);
        ExpectMsg("at once");
    }

    [Fact]
    public void Only_the_calendar_is_virtual()
    {
        var (now, monotonic) = (Scheduler.Now, Scheduler.MonotonicClock);
        Scheduler.Advance(TimeSpan.FromDays(1000));
        Assert.Equal(now + TimeSpan.FromDays(1000), Scheduler.Now);
        Assert.InRange(Scheduler.MonotonicClock - monotonic, TimeSpan.Zero, TimeSpan.FromDays(1));
    }
}
