using Akka.Actor;
using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Lists;
using Swarm.Engine.Keeping;
using Swarm.Engine.Reporting;
using Swarm.Engine.Writing;

namespace Swarm.Engine.Coordination;

/// <summary>From the list to the window.</summary>
public sealed partial class CoordinatorActor
{
    void ReadOn()
    {
        if (_stopped || _intake.Ended || _intake.IsReading) return;
        if (_hosts.InHand + _intake.OnTheWay + _settling >= _parts.Options.Window) return;
        _intake.BeginRead();
        ReadAsync().PipeTo(Self);
    }

    /// <summary>A source may be the caller's own: also what it throws before its first await comes back as a message.</summary>
    async Task<SourceBatch> ReadAsync() => await _parts.Source.ReadAsync(_parts.Options.ReadBatch, _reading.Token);

    void OnSourceBatch(SourceBatch batch)
    {
        var store = _intake.Propose(batch, fault => Publish(new LineFaulty(fault)));
        if (store.Proposals.Count > 0 || store.Mark is not null) _parts.Keeper.Tell(store);
        ReadOn();
        EndIfDone();
    }

    void OnStored(Stored stored)
    {
        _intake.Take(stored);
        Publish(new ListRead(_intake.Added, _intake.Duplicates, _intake.Ended));
        if (stored.Result.Repeats.Count > 0) Publish(new RepeatsSeen(stored.Result.Repeats));
        LendWithRoom(stored.Result.Moves, stored.Result.Added);
        ReadOn();
        EndIfDone();
    }

    /// <summary>Names that go to others are cleared on disk before those others start.</summary>
    void LendWithRoom(IReadOnlyList<NameMove> moves, IReadOnlyList<Lease> leases)
    {
        if (moves.Count > 0) _parts.Writers[0].Tell(_intake.Clear(moves, leases));
        else Lend(leases);
    }

    void OnRoomMade(RoomMade made)
    {
        var leases = _intake.Roomy(made);
        if (made.Failure is { } failure)
        {
            Unlease(leases);
            if (!_stopped) Stop(false, failure);
        }
        else
        {
            foreach (var move in made.Moves) Publish(new FileRenamed(move));
            _parts.Keeper.Tell(new MovesMade(made.Moves));
            Lend(leases);
        }

        EndIfDone();
    }


    void Lend(IReadOnlyList<Lease> leases)
    {
        if (leases.Count == 0) return;
        if (_stopped) Unlease(leases);
        else if (_parts.Writing.SkipExisting) _parts.Writers[0].Tell(_intake.Look(leases));
        else Dispatch(leases);
    }

    void OnLooked(Looked looked)
    {
        _intake.Looked(looked.Found.Count);
        var missing = new List<Lease>(looked.Found.Count);
        foreach (var (lease, facts) in looked.Found)
        {
            if (facts is null) missing.Add(lease);
            else SettleEnd(lease, new Outcome(OutcomeKind.Skipped) { File = lease.Path, Length = facts.Length });
        }

        if (_stopped) Unlease(missing);
        else Dispatch(missing);
        EndIfDone();
    }

    void Dispatch(IReadOnlyList<Lease> leases)
    {
        foreach (var lease in leases)
        {
            var work = Work.Of(lease);
            if (_hosts.TryTake(work, always: false)) continue;
            _hosts[work.Origin].Backlog++;
            Unlease(lease);
        }

        SendOut();
    }

    void SendOut() => _hosts.SendOut(Send);

    void OnTaken(Taken taken)
    {
        var host = _hosts[taken.Origin];
        host.IsTaking = false;
        host.Backlog = taken.Leases.Count < taken.Asked ? 0 : Math.Max(0, host.Backlog - taken.Leases.Count);
        _pending -= taken.Leases.Count;
        Lend(taken.Leases);
        TakeMore(host);
        EndIfDone();
    }

    void OnBacklogFound(BacklogFound found)
    {
        _isSearching = false;
        foreach (var (origin, pending) in found.Backlog) _hosts[origin].Backlog = pending;
        foreach (var (origin, _) in found.Backlog) TakeMore(_hosts[origin]);
        if (found.Backlog.Count > 0) return;
        _pending = 0;
        EndIfDone();
    }

    void OnDueTaken(DueTaken taken)
    {
        _due.Answer(taken.Leases.Count, taken.NextDue);
        if (_stopped) Unlease(taken.Leases);
        else Dispatch(taken.Leases);
        SetDueTimer();
        EndIfDone();
    }

    void AskForDue()
    {
        if (_due.IsAsking) return;
        _due.Ask();
        _parts.Keeper.Tell(new TakeDue(_parts.Time.GetUtcNow(), _parts.Options.WindowPerOrigin));
    }

    void SetDueTimer()
    {
        if (_due.Next is not { } next) return;
        var wait = next - _parts.Time.GetUtcNow();
        Timers.StartSingleTimer(nameof(DueNow), new DueNow(), wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
    }
}
