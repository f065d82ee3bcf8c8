using Akka.Actor;
using Swarm.Domain;

namespace Swarm.Engine.Coordination;

/// <summary>What was to go into a store and fails for good: the store forgets what it holds of it before the end is stored.</summary>
public sealed partial class CoordinatorActor
{
    readonly Dictionary<long, (Work Work, Outcome Outcome)> _givingUp = [];

    void GiveUp(Work work, Outcome outcome, Func<Task<Failure?>> abandon)
    {
        if (!_givingUp.TryAdd(work.Id, (work, outcome))) return;
        GiveUpAsync().PipeTo(Self);

        async Task<GivenUp> GiveUpAsync() => new(work.Id, await abandon());
    }

    void OnGivenUp(GivenUp message)
    {
        if (!_givingUp.Remove(message.Id, out var given)) return;
        var (work, outcome) = given;
        SettleEnd(work.Lease, message.Fault is { } fault ? outcome with { Failure = WithOrphan(outcome.Failure, fault) } : outcome, work.FirstTried);
        GoOn();
    }

    /// <summary>What may lie at the store for ever, and cost, must be known.</summary>
    static Failure? WithOrphan(Failure? failure, Failure fault) =>
        failure is null ? null : failure with { Detail = $"{failure.Detail}; and its unfinished upload could not be aborted: {fault.Detail}" };

    sealed record GivenUp(long Id, Failure? Fault);
}
