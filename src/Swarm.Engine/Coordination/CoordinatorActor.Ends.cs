using Akka.Actor;
using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Writing;
using Swarm.Engine.Keeping;
using Swarm.Engine.Reporting;
using Swarm.Engine.Requesting;
using Swarm.Engine.Transferring;
using Swarm.Engine.Writing;

namespace Swarm.Engine.Coordination;

/// <summary>From the window to the frontier: how bundles end.</summary>
public sealed partial class CoordinatorActor
{
    bool HasRetries => _parts.Options.RetryBudget <= 0 || _retries < _parts.Options.RetryBudget;

    void OnFinished(Finished message)
    {
        var (work, outcome) = (message.Work, message.Outcome);
        if (!_hosts.Release(work)) return;
        if (outcome.IsGood) EndWell(work.Lease, outcome, work.FirstTried, message.Said);
        else if (outcome.Failure is { IsEnvironment: true } failure) StopFor(work, failure);
        else if (outcome.Failure is { IsFinal: true }) Fail(work, outcome);
        else EndRound(work, outcome, work.RetryAfter);
        GoOn();
    }

    void OnRetryLater(RetryLater retry)
    {
        var work = retry.Work;
        if (!_hosts.Release(work)) return;
        EndRound(work, new Outcome(OutcomeKind.Failed) { Attempts = work.TotalAttempts, Failure = retry.Last }, retry.After);
        GoOn();
    }

    /// <summary>This mirror has not given it: the next one may, or another round, or nobody.</summary>
    void EndRound(Work work, Outcome outcome, TimeSpan? retryAfter)
    {
        if (work.AtNextMirror(retryAfter) is { } next)
        {
            if (_stopped) Unlease(work.Lease);
            else PassOn(next);
        }
        else if (retryAfter is not { } after) Fail(work, outcome);
        else if (HasRetries) Wait(work, after, outcome.Failure!);
        else Fail(work, outcome with { Failure = Spent(outcome.Failure!) });
    }

    Failure Spent(Failure last) => new(Reason.Budget, last.Stage, $"{last.Detail}; the job's {_parts.Options.RetryBudget} retries are used up");

    void Fail(Work work, Outcome outcome)
    {
        if (work.Bundle.Upload is not null && _parts.Uploader is { } uploader)
        {
            GiveUp(work, outcome, () => uploader.GiveUpAsync(UploadRoom.OrderOf(work)));
            return;
        }

        if (_parts.Writing.OnFailure == FailureLeaves.Marker && work.Lease.Path is { } path)
            WriterFor(work).Tell(new LeaveMarker(path));
        if (!_parts.KeepParts && _parts.Abandon is { } abandon)
        {
            GiveUp(work, outcome, () => abandon(work.Key, work.Lease.Path));
            return;
        }

        if (!_parts.KeepParts) WriterFor(work).Tell(new DropPart(work.Key));
        SettleEnd(work.Lease, outcome, work.FirstTried);
    }

    IActorRef WriterFor(Work work) => _parts.Writers[(int)(work.Id % _parts.Writers.Count)];

    void Wait(Work work, TimeSpan after, Failure last)
    {
        _retries++;
        _parts.Meter.AddRetry();
        Publish(new TryingAgain(work.Bundle, work.TotalAttempts, after, last));
        var due = _parts.Time.GetUtcNow() + after;
        Settle(work.Lease, new Settlement(work.Id, work.TotalAttempts, null, due, last) { FirstTried = work.FirstTried });
        PutDue(due);
    }

    void StopFor(Work work, Failure failure)
    {
        Unlease(work.Lease);
        if (!_stopped) Stop(false, failure);
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
        GoOn();
    }

    void OnGivenBack(GivenBack back)
    {
        foreach (var work in back.Works)
        {
            if (_hosts.Release(work)) Unlease(work.Lease);
        }

        _mayPend = true;
        GoOn();
    }

    void Unlease(Lease lease, DateTimeOffset? until = null)
    {
        Settle(lease, new Settlement(lease.Id, lease.Attempts, null, until, null) { FirstTried = lease.FirstTried });
        if (until is { } due) PutDue(due);
        if (_pages.End(lease, null)) _hosts.Wet();
    }

    void SettleEnd(Lease lease, Outcome outcome, DateTimeOffset? firstTried = null)
    {
        Settle(lease, new Settlement(lease.Id, outcome.Attempts, outcome, null, outcome.Failure) { FirstTried = firstTried });
        if (_crawl is not null) Count(lease, outcome);
    }

    void Settle(Lease lease, Settlement settlement)
    {
        _settling++;
        _ends.Add(new Settle(lease, settlement));
        if (_ends.Count >= EndsAtOnce) TellEnds();
        else if (_ends.Count == 1) Timers.StartSingleTimer(nameof(EndsDue), new EndsDue(), _parts.Options.CommitInterval / 4);
    }

    /// <summary>Ends go to the keeper in bursts: one by one each would wake its thread for itself.</summary>
    void TellEnds()
    {
        foreach (var end in _ends) _parts.Keeper.Tell(end);
        _ends.Clear();
    }

    /// <summary>Asks what depends on the ends told so far.</summary>
    void AskKeeper(object question)
    {
        TellEnds();
        _parts.Keeper.Tell(question);
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
        LendWithRoom(settled.Freed.Moves, settled.Freed.Leases);
        GoOn();
    }
}
