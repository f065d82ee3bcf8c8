using Akka.Actor;
using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Lists;
using Swarm.Engine.Keeping;
using Swarm.Engine.Reporting;

namespace Swarm.Engine.Coordination;

/// <summary>From the list, and from the frontier, to the window.</summary>
public sealed partial class CoordinatorActor
{
    /// <summary>Timers have an end, and clocks are set: looked at again at least this often.</summary>
    static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);

    /// <summary>Where few pages may still begin: requisites are among what is taken.</summary>
    const int FewestTaken = 16;

    /// <summary>Asking the frontier for single bundles would cost more than it brings.</summary>
    bool HasRoomToTake => Room > _parts.Options.Window / 8 && !_links.IsFull;

    /// <summary>Every slot is taken and enough is at hand: what is read now would only be laid aside and fetched back.</summary>
    bool IsSated => _hosts.InHand + _intake.OnTheWay + _asked > _parts.Options.WindowPerOrigin / 2 && !_parts.HasIdleSlots();

    void ReadOn()
    {
        if (_stopped || _intake.Ended || _intake.IsReading || Room <= 0 || IsSated || _links.IsFull) return;
        _intake.BeginRead();
        ReadAsync().PipeTo(Self);
    }

    /// <summary>A source may be the caller's own: also what it throws before its first await comes back as a message.</summary>
    async Task<SourceBatch> ReadAsync() => await _parts.Source.ReadAsync(_parts.Options.ReadBatch, _reading.Token);

    void OnSourceBatch(SourceBatch batch)
    {
        var store = _intake.Propose(batch, fault => Publish(new LineFaulty(fault)));
        if (store.Proposals.Count > 0 || store.Mark is not null) _parts.Keeper.Tell(store);
        GoOn();
    }

    void OnStored(Stored stored)
    {
        _intake.Take(stored);
        Publish(new ListRead(_intake.Added, _intake.Duplicates, _intake.Ended));
        if (stored.Result.Repeats.Count > 0) Publish(new RepeatsSeen(stored.Result.Repeats));
        LendWithRoom(stored.Result.Moves, stored.Result.Added);
        GoOn();
    }

    /// <summary>Names that go to others are cleared on disk before those others start.</summary>
    void LendWithRoom(IReadOnlyList<NameMove> moves, IReadOnlyList<Lease> leases)
    {
        if (moves.Count > 0) _parts.Writers[0].Tell(_intake.Clear(moves, leases));
        else Lend(leases);
    }

    void OnRoomMade(Writing.RoomMade made)
    {
        if (made.Failure is { } failure)
        {
            _intake.Cleared(made.For.Count);
            foreach (var lease in made.For) Unlease(lease);
            if (!_stopped) Stop(false, failure);
            GoOn();
            return;
        }

        foreach (var move in made.Moves) Publish(new FileRenamed(move));
        _parts.Keeper.Tell(new MovesMade(made.Moves, made.For));
    }

    void OnMovesKept(MovesKept kept)
    {
        _intake.Cleared(kept.For.Count);
        Lend(kept.For);
        GoOn();
    }

    void Lend(IReadOnlyList<Lease> leases)
    {
        if (leases.Count == 0) return;
        if (_parts.Writing.SkipExisting && !_stopped) _parts.Writers[0].Tell(_intake.Look(leases));
        else Dispatch(leases);
    }

    void OnLooked(Writing.Looked looked)
    {
        _intake.Looked(looked.Found.Count);
        var missing = new List<Lease>(looked.Found.Count);
        foreach (var (lease, facts) in looked.Found)
        {
            if (facts is null) missing.Add(lease);
            else EndWell(lease, new Outcome(OutcomeKind.Skipped) { Attempts = lease.Attempts, File = lease.Path, Length = facts.Length }, null, null);
        }

        Dispatch(missing);
        GoOn();
    }

    void Dispatch(IReadOnlyList<Lease> leases)
    {
        foreach (var lease in leases)
        {
            if (_crawl is not null && !MayBegin(lease)) continue;
            var work = WorkOf(lease);
            if (!_stopped && _hosts.TryTake(work, always: false)) _pages.Begin(lease);
            else LayAside(lease).Wet();
        }

        SendOut();
    }

    HostEntry LayAside(Lease lease)
    {
        var host = _hosts[lease.Bundle.Url.Origin];
        host.AddBacklog();
        Unlease(lease);
        return host;
    }

    void TakeMore()
    {
        while (!_stopped && HasRoomToTake && _hosts.NextInLine() is (var host, var room))
        {
            var count = Math.Min(room, Room);
            if (_pages.Left < count) count = (int)Math.Max(_pages.Left, Math.Min(count, FewestTaken));
            _asked += count;
            host.Take();
            AskKeeper(new TakeFor(host.Origin, count));
        }
    }

    void OnTaken(Taken taken)
    {
        _asked -= taken.Asked;
        var host = _hosts[taken.Origin];
        host.Taken(taken.Leases.Count, taken.Asked);
        if (_pages.Left == 0 && taken.Leases.Any(lease => !_pages.MayBegin(lease))) host.Dry();
        Lend(taken.Leases);
        _hosts.LineUp(host);
        GoOn();
    }

    void TakeWhatIsDue()
    {
        if (_stopped || _due.IsAsking || _due.Next is not { } next || next > _parts.Time.GetUtcNow() || !HasRoomToTake) return;
        var count = Math.Min(_parts.Options.WindowPerOrigin, Room);
        _asked += count;
        _due.Ask();
        AskKeeper(new TakeDue(_parts.Time.GetUtcNow(), count));
    }

    void OnDueTaken(DueTaken taken)
    {
        _asked -= taken.Asked;
        _due.Answer(taken.NextDue);
        Dispatch(taken.Leases);
        SetDueTimer();
        GoOn();
    }

    void PutDue(DateTimeOffset due)
    {
        if (_due.Next is { } next && next <= due && !_due.IsAsking) return;
        _due.Put(due);
        SetDueTimer();
    }

    void OnDueNow(DueNow _)
    {
        GoOn();
        if (_due.Next > _parts.Time.GetUtcNow()) SetDueTimer();
    }

    void SetDueTimer()
    {
        if (_due.Next is not { } next) return;
        var wait = next - _parts.Time.GetUtcNow();
        wait = wait < LongestSleep ? wait : LongestSleep;
        Timers.StartSingleTimer(nameof(DueNow), new DueNow(), wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
    }
}
