using Akka.Actor;
using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Engine.Keeping;
using Swarm.Engine.Reporting;
using Swarm.Engine.Requesting;

namespace Swarm.Engine.Coordination;

/// <summary>From the window to the frontier: how bundles end.</summary>
public sealed partial class CoordinatorActor
{
    const int IdleHosts = 1024;

    void Send(HostEntry host)
    {
        if (host.Requester is { } requester)
        {
            requester.Tell(new Fetch([.. host.Outbox]));
            host.Outbox.Clear();
        }
        else if (!host.IsRecalling)
        {
            host.IsRecalling = true;
            _parts.Keeper.Tell(new RecallPace(host.Origin));
        }
    }

    void OnPaceRecalled(PaceRecalled recalled)
    {
        if (_stopped) return;
        if (_hosts.Count > IdleHosts) RetireIdle();
        var host = _hosts[recalled.Origin];
        host.Requester = Context.ActorOf(_parts.Host(recalled.Origin, recalled.Pace));
        Send(host);
    }

    void RetireIdle()
    {
        foreach (var host in _hosts.All.Where(h => h.IsIdle).Take(IdleHosts / 2).ToList())
        {
            Context.Stop(host.Requester!);
            _hosts.Remove(host.Origin);
        }
    }

    void OnFinished(Work work, Outcome outcome)
    {
        if (!_hosts.Release(work)) return;
        if (outcome.Failure is { IsEnvironment: true } failure)
        {
            Unlease(work.Lease);
            if (!_stopped) Stop(false, failure);
        }
        else if (!outcome.IsGood && !_stopped && work.AtNextMirror(null) is { } next)
        {
            PassOn(next);
        }
        else if (!outcome.IsGood && work.RetryAfter is { } after && outcome.Failure is { Reason: not Reason.Budget } last)
        {
            Wait(new RetryLater(work, after, last));
        }
        else
        {
            Mark(work, outcome);
            SettleEnd(work.Lease, outcome, work.FirstTried);
        }

        AfterRelease(work.Origin);
    }

    void Mark(Work work, Outcome outcome)
    {
        if (outcome.IsGood || _parts.Writing.OnFailure != Domain.Writing.FailureLeaves.Marker || work.Lease.Path is not { } path) return;
        _parts.Writers[(int)(work.Id % _parts.Writers.Count)].Tell(new Writing.LeaveMarker(path));
    }

    void OnRetryLater(RetryLater retry)
    {
        var work = retry.Work;
        if (_parts.Options.RetryBudget is > 0 and var budget && _retries >= budget)
        {
            var spent = new Failure(Reason.Budget, retry.Last.Stage, $"{retry.Last.Detail}; the job's {budget} retries are used up");
            OnFinished(work, new Outcome(OutcomeKind.Failed) { Attempts = work.TotalAttempts, Failure = spent });
            return;
        }

        if (!_hosts.Release(work)) return;
        if (!_stopped && work.AtNextMirror(retry.After) is { } next) PassOn(next);
        else Wait(retry);
        AfterRelease(work.Origin);
    }

    void Wait(RetryLater retry)
    {
        var work = retry.Work;
        _retries++;
        _parts.Meter.AddRetry();
        Publish(new TryingAgain(work.Bundle, work.TotalAttempts, retry.After, retry.Last));
        var due = _parts.Time.GetUtcNow() + retry.After;
        _due.Put(due);
        Tell(work.Lease, new Settlement(work.Id, work.TotalAttempts, null, due, retry.Last) { FirstTried = work.FirstTried });
        SetDueTimer();
    }

    /// <summary>A redirect's target or a mirror: asked at its own origin, in that origin's turn.</summary>
    void PassOn(Work next)
    {
        _hosts.TryTake(next, always: true);
        SendOut();
    }

    void OnRedirected(Redirected redirect)
    {
        if (!_hosts.Release(redirect.From)) return;
        if (_stopped) Unlease(redirect.From.Lease);
        else PassOn(redirect.Next);
        AfterRelease(redirect.From.Origin);
    }

    void OnGivenBack(GivenBack back)
    {
        foreach (var work in back.Works)
        {
            if (_hosts.Release(work)) Unlease(work.Lease);
        }

        EndIfDone();
    }

    void OnPaceLearned(PaceLearned learned)
    {
        _parts.Keeper.Tell(new RememberPace(learned.Origin, learned.Pace));
        Publish(new PaceSeen(learned.Origin, (int)learned.Pace.Concurrency, learned.Pace.Spacing));
    }

    void AfterRelease(Origin origin)
    {
        TakeMore(_hosts[origin]);
        ReadOn();
        EndIfDone();
    }

    void TakeMore(HostEntry host)
    {
        if (_stopped) return;
        if (_hosts.WantsMore(host))
        {
            host.IsTaking = true;
            _parts.Keeper.Tell(new TakeFor(host.Origin, _hosts.Room(host)));
        }
        else if (_pending > 0 && _hosts.InHand == 0 && !_isSearching)
        {
            _isSearching = true;
            _parts.Keeper.Tell(new FindBacklog(_parts.Options.Window));
        }
    }

    void Unlease(IReadOnlyList<Lease> leases)
    {
        foreach (var lease in leases) Unlease(lease);
    }

    void Unlease(Lease lease)
    {
        _pending++;
        Tell(lease, new Settlement(lease.Id, lease.Attempts, null, null, null));
    }

    void SettleEnd(Lease lease, Outcome outcome, DateTimeOffset? firstTried = null) =>
        Tell(lease, new Settlement(lease.Id, outcome.Attempts, outcome, null, outcome.Failure) { FirstTried = firstTried });

    void Tell(Lease lease, Settlement settlement)
    {
        _settling++;
        _parts.Keeper.Tell(new Settle(lease, settlement));
    }

    void OnSettled(Settled settled)
    {
        _settling -= settled.Ends.Count;
        var ends = new List<BundleEnd>(settled.Ends.Count);
        foreach (var end in settled.Ends)
        {
            if (end.Settlement.Outcome is { } outcome) ends.Add(new BundleEnd(end.Lease, outcome));
        }

        if (ends.Count > 0) Publish(new OutcomesStored(ends));
        _intake.Free(settled.Freed);
        LendWithRoom(settled.Freed.Moves, settled.Freed.Leases);
        ReadOn();
        EndIfDone();
    }
}
