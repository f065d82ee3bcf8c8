using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace Swarm.Actors.Tests;

/// <summary>The scheduler by the clock on the wall; what it does at which time is told by the one of virtual time.</summary>
public sealed class SchedulerSpecs : TestKit
{
    static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);
    static readonly TimeSpan Never = TimeSpan.FromMinutes(10);

    [Fact]
    public void It_tells_once_and_names_the_sender()
    {
        var probe = CreateTestProbe();
        Sys.Scheduler.ScheduleTellOnce(Soon, TestActor, "once", probe.Ref);
        ExpectMsg("once");
        Assert.Equal(probe.Ref, LastSender);
        ExpectNoMsg(60);
    }

    [Fact]
    public void It_does_nothing_before_its_time()
    {
        var clock = Sys.Scheduler.MonotonicClock;
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(150), TestActor, "late", ActorRefs.NoSender);
        ExpectMsg("late");
        Assert.True(Sys.Scheduler.MonotonicClock - clock >= TimeSpan.FromMilliseconds(130));
    }

    [Fact]
    public void It_goes_on_until_it_is_called_off()
    {
        var often = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(TimeSpan.Zero, Soon, TestActor, "often", ActorRefs.NoSender);
        for (var i = 0; i < 3; i++)
            ExpectMsg("often");
        often.Cancel();
        FishUntilSilence();
    }

    [Fact]
    public void It_runs_actions()
    {
        var actions = Sys.Scheduler.Advanced;
        var witness = TestActor;
        actions.ScheduleOnce(Soon, () => witness.Tell("once", ActorRefs.NoSender));
        ExpectMsg("once");
        var often = actions.ScheduleRepeatedlyCancelable(Soon, Soon, () => witness.Tell("often", ActorRefs.NoSender));
        ExpectMsg("often");
        ExpectMsg("often");
        often.Cancel();
        FishUntilSilence();
    }

    [Fact]
    public void An_action_that_fails_hurts_nobody_else()
    {
        Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.Zero, () => throw new Bug("scheduled"));
        Sys.Scheduler.ScheduleTellOnce(Soon, TestActor, "still there", ActorRefs.NoSender);
        ExpectMsg("still there");
        var witness = TestActor;
        Sys.Scheduler.Advanced.ScheduleRepeatedly(TimeSpan.Zero, Soon, () =>
        {
            witness.Tell("tried", ActorRefs.NoSender);
            throw new Bug("never again");
        });
        ExpectMsg("tried");
        ExpectNoMsg(100);
    }

    [Fact]
    public void What_was_called_off_does_not_happen()
    {
        var once = Sys.Scheduler.ScheduleTellOnceCancelable(TimeSpan.FromMilliseconds(500), TestActor, "never", ActorRefs.NoSender);
        once.Cancel();
        var cancelled = new Cancelable(Sys.Scheduler);
        cancelled.Cancel();
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.Zero, TestActor, "never", ActorRefs.NoSender, cancelled);
        ExpectNoMsg(600);
        Assert.True(once.IsCancellationRequested);
        Assert.True(once.Token.IsCancellationRequested);
    }

    [Fact]
    public void One_can_call_off_many()
    {
        var all = new Cancelable(Sys.Scheduler);
        Sys.Scheduler.ScheduleTellOnce(Never, TestActor, 1, ActorRefs.NoSender, all);
        Sys.Scheduler.ScheduleTellRepeatedly(Never, Never, TestActor, 2, ActorRefs.NoSender, all);
        using var seen = all.Token.Register(() => { });
        Assert.False(all.IsCancellationRequested);
        all.Cancel();
        Assert.True(all.IsCancellationRequested);
        all.Cancel();
    }

    [Fact]
    public void It_can_be_called_off_later()
    {
        var later = new Cancelable(Sys.Scheduler, Soon);
        AwaitAssert(() => Assert.True(later.IsCancellationRequested));
        var evenLater = new Cancelable(Sys.Scheduler);
        evenLater.CancelAfter(Soon);
        AwaitAssert(() => Assert.True(evenLater.IsCancellationRequested));
    }

    [Fact]
    public void Linked_ones_are_called_off_with_the_first()
    {
        var (one, other) = (new Cancelable(Sys.Scheduler), new Cancelable(Sys.Scheduler));
        var linked = Cancelable.CreateLinkedCancelable(Sys.Scheduler, one, other);
        Assert.False(linked.IsCancellationRequested);
        other.Cancel();
        Assert.True(linked.IsCancellationRequested);
        Assert.False(one.IsCancellationRequested);
        Assert.True(Cancelable.CreateCanceled().IsCancellationRequested);
    }

    [Fact]
    public void Times_must_make_sense()
    {
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(-1), TestActor, "never", ActorRefs.NoSender));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Sys.Scheduler.ScheduleTellRepeatedly(Soon, TimeSpan.Zero, TestActor, "never", ActorRefs.NoSender));
    }

    /// <summary>What was on its way may still come; then nothing more.</summary>
    void FishUntilSilence()
    {
        while (ReceiveOne(TimeSpan.FromMilliseconds(100)) is not null) { }
    }
}
