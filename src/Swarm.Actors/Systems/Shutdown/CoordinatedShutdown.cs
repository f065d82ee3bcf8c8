using Akka.Event;

namespace Akka.Actor;

/// <summary>Ends a program in the order of <c>akka.coordinated-shutdown.phases</c>: the tasks of one phase at once, the phases after each other. Runs once.</summary>
public sealed partial class CoordinatedShutdown
{
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";
    public const string PhaseServiceUnbind = "service-unbind";
    public const string PhaseServiceRequestsDone = "service-requests-done";
    public const string PhaseServiceStop = "service-stop";
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";
    public const string PhaseClusterLeave = "cluster-leave";
    public const string PhaseClusterExiting = "cluster-exiting";
    public const string PhaseClusterExitingDone = "cluster-exiting-done";
    public const string PhaseClusterShutdown = "cluster-shutdown";
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";
    public const string PhaseActorSystemTerminate = "actor-system-terminate";

    readonly ActorSystemImpl system;
    readonly ILoggingAdapter log;
    readonly ShutdownPhases phases;
    readonly Dictionary<string, List<Step>> steps = [];
    readonly TaskCompletionSource<Done> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Reason? reason;

    internal CoordinatedShutdown(ActorSystemImpl system, ShutdownSettings settings)
    {
        this.system = system;
        log = Logging.GetLogger(system, typeof(CoordinatedShutdown));
        phases = settings.Phases();
        if (settings.TerminatesSystem)
            AddTask(PhaseActorSystemTerminate, "terminate-system", TerminateSystem);
        if (settings.RunsAtProcessExit)
            RunAtProcessExit();
    }

    /// <summary>Why it runs; null before.</summary>
    public Reason? ShutdownReason => Volatile.Read(ref reason);

    /// <summary>The timeouts of all phases that have something to do.</summary>
    public TimeSpan TotalTimeout
    {
        get
        {
            lock (steps)
                return steps.Keys.Aggregate(TimeSpan.Zero, (total, phase) => total + phases[phase].Timeout);
        }
    }

    public static CoordinatedShutdown Get(ActorSystem sys) => ((ActorSystemImpl)sys).Shutdown;

    /// <summary>Also while it runs, to a phase that is still to come.</summary>
    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        phases.Check(phase);
        lock (steps)
        {
            if (!steps.TryGetValue(phase, out var known))
                steps[phase] = known = [];
            known.Add(new Step(taskName, task));
        }
    }

    public Task<Done> Run(Reason reason, string? fromPhase = null)
    {
        if (Interlocked.CompareExchange(ref this.reason, reason, null) is null)
            _ = RunPhases(fromPhase);
        return ended.Task;
    }

    public TimeSpan Timeout(string phase) => phases[phase].Timeout;

    async Task RunPhases(string? from)
    {
        try
        {
            foreach (var phase in phases.From(from))
                await RunPhase(phase).ConfigureAwait(false);
            ended.SetResult(Done.Instance);
        }
        catch (Exception e)
        {
            ended.SetException(new AggregateException(e));
        }
    }

    async Task RunPhase(string name)
    {
        if (StepsOf(name) is not { Length: > 0 } due)
            return;
        var phase = phases[name];
        var all = Task.WhenAll(due.Select(step => Perform(step, name, phase.Recover)));
        var late = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var limit = system.Scheduler.Advanced.ScheduleOnceCancelable(phase.Timeout, () => late.TrySetResult());
        var first = await Task.WhenAny(all, late.Task).ConfigureAwait(false);
        limit.Cancel();
        if (first == all)
            await all.ConfigureAwait(false);
        else if (phase.Recover)
            log.Warning("Coordinated shutdown phase [{0}] timed out after {1}", name, phase.Timeout);
        else
            throw new TimeoutException($"Coordinated shutdown phase [{name}] timed out after {phase.Timeout}");
    }

    async Task Perform(Step step, string phase, bool recover)
    {
        try
        {
            await step.Run().ConfigureAwait(false);
        }
        catch (Exception e) when (recover)
        {
            log.Warning("Task [{0}] failed in phase [{1}]: {2}", step.Name, phase, e.Message);
        }
    }

    Step[] StepsOf(string phase)
    {
        lock (steps)
            return steps.TryGetValue(phase, out var known) ? [.. known] : [];
    }

    async Task<Done> TerminateSystem()
    {
        await system.FinalTerminate().ConfigureAwait(false);
        return Done.Instance;
    }

    void RunAtProcessExit()
    {
        AppDomain.CurrentDomain.ProcessExit += Exiting;
        system.RegisterOnTermination(() => AppDomain.CurrentDomain.ProcessExit -= Exiting);

        // The process ends when this returns.
        void Exiting(object? sender, EventArgs e) =>
            ((IAsyncResult)Run(ClrExitReason.Instance)).AsyncWaitHandle.WaitOne(TotalTimeout);
    }

    sealed record Step(string Name, Func<Task<Done>> Run);
}
