using Akka;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit.Xunit2;

namespace Swarm.Actors.Tests;

public sealed class CoordinatedShutdownSpecs() : TestKit(
    """
    akka.coordinated-shutdown {
      terminate-actor-system = off
      run-by-actor-system-terminate = off
      run-by-clr-shutdown-hook = off
      default-phase-timeout = 20s
      phases {
        early { depends-on = [] }
        hasty { depends-on = [early], timeout = 100ms }
        strict { depends-on = [hasty], recover = off }
        strict-and-hasty { depends-on = [strict], recover = off, timeout = 100ms }
        late { depends-on = [strict-and-hasty] }
      }
    }
    """)
{
    CoordinatedShutdown Coordinated => CoordinatedShutdown.Get(Sys);

    [Fact]
    public async Task Phases_run_in_their_order()
    {
        string[] phases =
        [
            CoordinatedShutdown.PhaseBeforeServiceUnbind, CoordinatedShutdown.PhaseServiceUnbind, CoordinatedShutdown.PhaseServiceRequestsDone,
            CoordinatedShutdown.PhaseServiceStop, CoordinatedShutdown.PhaseBeforeClusterShutdown,
            CoordinatedShutdown.PhaseClusterShardingShutdownRegion, CoordinatedShutdown.PhaseClusterLeave, CoordinatedShutdown.PhaseClusterExiting,
            CoordinatedShutdown.PhaseClusterExitingDone, CoordinatedShutdown.PhaseClusterShutdown,
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate, CoordinatedShutdown.PhaseActorSystemTerminate,
        ];
        foreach (var phase in phases.Reverse())
            Tells(phase);
        await Coordinated.Run(CoordinatedShutdown.UnknownReason.Instance);
        foreach (var phase in phases)
            ExpectMsg(phase);
    }

    [Fact]
    public async Task A_phase_begins_when_all_tasks_of_the_one_before_have_ended()
    {
        var (one, other) = (new TaskCompletionSource<Done>(), new TaskCompletionSource<Done>());
        Coordinated.AddTask("early", "one", () => one.Task);
        Coordinated.AddTask("early", "other", () =>
        {
            one.SetResult(Done.Instance);
            return other.Task;
        });
        Tells("late");
        var run = Coordinated.Run(CoordinatedShutdown.UnknownReason.Instance);
        await one.Task;
        ExpectNoMsg(50);
        other.SetResult(Done.Instance);
        await run;
        ExpectMsg("late");
    }

    [Fact]
    public async Task It_runs_once()
    {
        Tells("early");
        Assert.Null(Coordinated.ShutdownReason);
        await Coordinated.Run(CoordinatedShutdown.UnknownReason.Instance);
        await Coordinated.Run(CoordinatedShutdown.ClrExitReason.Instance);
        ExpectMsg("early");
        ExpectNoMsg(30);
        Assert.Same(CoordinatedShutdown.UnknownReason.Instance, Coordinated.ShutdownReason);
        Assert.Same(Coordinated, CoordinatedShutdown.Get(Sys));
    }

    [Fact]
    public async Task It_can_begin_with_a_later_phase()
    {
        Tells("early");
        Tells("late");
        await Coordinated.Run(CoordinatedShutdown.UnknownReason.Instance, "strict");
        ExpectMsg("late");
    }

    [Fact]
    public async Task A_failure_or_a_timeout_does_not_keep_it_from_going_on()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Warning));
        Coordinated.AddTask("early", "fails", () => Task.FromException<Done>(new Bug("b")));
        Coordinated.AddTask("early", "throws", () => throw new Bug("b"));
        Tells("early");
        Coordinated.AddTask("hasty", "never ends", () => new TaskCompletionSource<Done>().Task);
        Tells("late");
        await Coordinated.Run(CoordinatedShutdown.UnknownReason.Instance);
        var told = ReceiveN(5).ToArray();
        Assert.Equal(["early", "late"], told.OfType<string>());
        var warnings = told.OfType<Warning>().Select(w => w.Message.ToString()!).ToArray();
        Assert.Single(warnings, w => w.Contains("[fails] failed in phase [early]", StringComparison.Ordinal));
        Assert.Single(warnings, w => w.Contains("[throws] failed in phase [early]", StringComparison.Ordinal));
        Assert.Single(warnings, w => w.Contains("[hasty] timed out", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_of_a_phase_without_recovery_ends_it()
    {
        Coordinated.AddTask("strict", "fails", () => Task.FromException<Done>(new Bug("b")));
        Tells("late");
        var failure = await Record.ExceptionAsync(() => Coordinated.Run(CoordinatedShutdown.UnknownReason.Instance));
        Assert.IsType<Bug>(Assert.IsType<AggregateException>(failure).Flatten().InnerException);
        ExpectNoMsg(30);
    }

    [Fact]
    public async Task A_timeout_of_a_phase_without_recovery_ends_it()
    {
        Coordinated.AddTask("strict-and-hasty", "never ends", () => new TaskCompletionSource<Done>().Task);
        Tells("late");
        var failure = await Record.ExceptionAsync(() => Coordinated.Run(CoordinatedShutdown.UnknownReason.Instance));
        Assert.IsType<TimeoutException>(Assert.IsType<AggregateException>(failure).Flatten().InnerException);
        ExpectNoMsg(30);
    }

    [Fact]
    public async Task A_task_can_add_tasks_to_a_later_phase()
    {
        Coordinated.AddTask("early", "adds", () =>
        {
            Tells("late");
            return Task.FromResult(Done.Instance);
        });
        await Coordinated.Run(CoordinatedShutdown.UnknownReason.Instance);
        ExpectMsg("late");
    }

    [Fact]
    public void A_phase_must_be_configured()
    {
        Assert.Throws<ConfigurationException>(() => Tells("unheard-of"));
        Assert.Throws<ArgumentException>(() => Coordinated.Timeout("unheard-of"));
    }

    [Fact]
    public void Each_phase_has_its_timeout()
    {
        Assert.Equal(TimeSpan.FromMilliseconds(100), Coordinated.Timeout("hasty"));
        Assert.Equal(TimeSpan.FromSeconds(20), Coordinated.Timeout("early"));
        Assert.Equal(TimeSpan.FromSeconds(10), Coordinated.Timeout(CoordinatedShutdown.PhaseActorSystemTerminate));
        Tells("hasty");
        Tells("early");
        Assert.Equal(TimeSpan.FromSeconds(20.1), Coordinated.TotalTimeout);
    }

    [Fact]
    public async Task The_end_of_a_system_is_its_last_phase()
    {
        var system = ActorSystem.Create("ends");
        var before = Started();
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "before", () =>
        {
            before.SetResult(!system.WhenTerminated.IsCompleted);
            return Task.FromResult(Done.Instance);
        });
        await CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ClrExitReason.Instance);
        Assert.True(await before.Task);
        Assert.True(system.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task Terminating_a_system_runs_all_phases()
    {
        var system = ActorSystem.Create("ends");
        var early = Started();
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceUnbind, "early", () =>
        {
            early.SetResult(true);
            return Task.FromResult(Done.Instance);
        });
        await system.Terminate();
        Assert.True(system.WhenTerminated.IsCompleted);
        Assert.True(early.Task.IsCompleted);
        Assert.Same(CoordinatedShutdown.ActorSystemTerminateReason.Instance, CoordinatedShutdown.Get(system).ShutdownReason);
    }

    [Fact]
    public async Task Terminating_a_system_can_go_without_phases()
    {
        var system = ActorSystem.Create("ends", "akka.coordinated-shutdown.run-by-actor-system-terminate = off");
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "fails", () => throw new Bug("b"));
        await system.Terminate();
        Assert.Null(shutdown.ShutdownReason);
    }

    [Fact]
    public void A_shutdown_that_terminate_runs_must_terminate() => Assert.Throws<ConfigurationException>(
        () => ActorSystem.Create("never-ends", "akka.coordinated-shutdown.terminate-actor-system = off"));

    [Fact]
    public async Task Phases_can_not_depend_on_each_other()
    {
        var system = ActorSystem.Create(
            "cyclic",
            """
            akka.coordinated-shutdown.run-by-actor-system-terminate = off
            akka.coordinated-shutdown.phases {
              a { depends-on = [b] }
              b { depends-on = [a] }
            }
            """);
        Assert.Throws<ArgumentException>(() => CoordinatedShutdown.Get(system));
        await system.Terminate();
    }

    static TaskCompletionSource<bool> Started() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    void Tells(string phase)
    {
        var witness = TestActor;
        Coordinated.AddTask(phase, "tells", () =>
        {
            witness.Tell(phase, ActorRefs.NoSender);
            return Task.FromResult(Done.Instance);
        });
    }
}
