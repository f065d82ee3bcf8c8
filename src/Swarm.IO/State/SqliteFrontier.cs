using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Lists;
using Swarm.Domain.Requests;
using Swarm.Domain.Writing;
using Swarm.IO.State.Sqlite;

namespace Swarm.IO.State;

/// <summary>The frontier of one machine: an SQLite file below the output folder, held by one process. Memory does not grow with the job.</summary>
public sealed partial class SqliteFrontier : IFrontier
{
    /// <summary>A fresh bundle that stays in flight while so many newer ones came is laid aside, so that a crash leaves little to look through.</summary>
    const int MostFresh = 16_384;

    readonly Store _store;
    readonly Meta _meta;
    readonly ListTable _lists;
    readonly MoveJournal _journal;
    readonly LeaseBook _leases;
    readonly Standoff _standoff = new();
    readonly OriginTable _origins;
    readonly ItemTable _items;
    readonly ClaimTable _claims;
    readonly NameBook _names;
    readonly OpenTable _open;
    readonly OutcomeTable _outcomes;
    readonly OutcomeTable _before;
    readonly Intake _intake;
    readonly Backlog _backlog;
    readonly Reopening _reopening;
    readonly TimeProvider _time;
    readonly bool _tellsRepeats;
    Totals _totals;
    bool _isClosed;

    SqliteFrontier(Store store, TimeProvider time, bool tellsRepeats)
    {
        (_store, _time, _tellsRepeats) = (store, time, tellsRepeats);
        var database = store.Database;
        (_meta, _lists, _journal) = (new Meta(database), new ListTable(database), new MoveJournal(database));
        _totals = _meta.Read();
        _leases = new LeaseBook(_totals.Low);
        _origins = new OriginTable(database);
        _items = new ItemTable(database, _origins);
        _claims = new ClaimTable(database, _totals.Stored);
        _names = new NameBook(database, _items, _claims);
        (_open, _outcomes) = (new OpenTable(database), new OutcomeTable(database));
        _before = new OutcomeTable(database, "before");
        _intake = new Intake(_origins, _items, _claims, _names);
        _backlog = new Backlog(_open, _leases);
        _reopening = new Reopening(database, _backlog, _outcomes, _before);
        Recover();
        AskRestAgain();
        _journal.ReadAll().ForEach(_standoff.Hold);
        UnfinishedMoves = _standoff.Release().Moves;
    }

    /// <summary>The SQLite in use, to be said in versions and logs.</summary>
    public static string EngineVersion => Database.EngineVersion;

    public IReadOnlyList<NameMove> UnfinishedMoves { get; private set; }

    /// <summary>Opens the job in an output folder, or begins one.</summary>
    /// <param name="tellRepeats">Fill <see cref="AddResult.Repeats"/>, which costs a look-up for each; else it stays empty.</param>
    /// <exception cref="StateException">Locked, damaged, foreign, newer, or not to be written.</exception>
    public static SqliteFrontier Open(StateFolder folder, Durability durability, TimeProvider time, bool tellRepeats = false)
    {
        var store = Store.Open(folder, durability, time);
        try
        {
            return new SqliteFrontier(store, time, tellRepeats);
        }
        catch
        {
            store.Abandon();
            throw;
        }
    }

    public AddResult Add(IReadOnlyList<Proposal> proposals, SourceMark? mark)
    {
        List<Lease> leases = [];
        IReadOnlyList<NameMove> moves = [];
        List<Repeat> repeats = [];
        Action<Bundle, long>? onRepeat = _tellsRepeats ? (bundle, twin) => repeats.Add(new Repeat(bundle, twin, OutcomeOf(twin))) : null;
        var wasOn = _standoff.IsOn;
        _store.Change(() =>
        {
            moves = Decide(_intake.Add(proposals, _totals.Next, _leases, leases, onRepeat));
            _totals.Next += proposals.Count;
            _claims.Store(_totals.Next, all: false);
            if (mark is { } m) _lists.Put(m);
            Commit();
        });
        var duplicates = proposals.Count - leases.Count;
        if (wasOn || _standoff.HasMore) leases.RemoveAll(_standoff.Holds);
        return new AddResult(leases, duplicates, moves) { Repeats = repeats };
    }

    public IReadOnlyList<Lease> Take(Origin origin, int max)
    {
        var taken = _origins.Find(origin) is { } known ? _backlog.Take(known.Id, max) : [];
        return HandOut(taken);
    }

    public IReadOnlyList<Lease> TakeDue(DateTimeOffset now, int max)
    {
        if (_backlog.NextDue() is not { } due || due > now) return [];
        List<OpenItem> taken = [];
        _store.Change(() =>
        {
            _backlog.TakeDue(now, max, taken);
            Commit();
        });
        return HandOut(taken);
    }

    public DateTimeOffset? NextDue() => _backlog.NextDue();

    public IReadOnlyList<OriginBacklog> Backlog(int max) =>
        [.. _backlog.ByOrigin().Take(max).Select(b => new OriginBacklog(_origins.Of(b.Origin).Origin, b.Count))];

    public Handover Settle(IReadOnlyList<Settlement> settlements)
    {
        _store.Change(() =>
        {
            foreach (var settlement in settlements.OrderBy(s => s.Id))
                if (_leases.TryEnd(settlement.Id, out var held)) End(settlement, held);
            Commit();
        });
        return _standoff.Release();
    }

    public void RememberPaces(IReadOnlyList<KeyValuePair<Origin, PaceMemory>> paces) => _store.Change(() =>
    {
        foreach (var (origin, pace) in paces) _origins.Remember(origin, pace);
    });

    public PaceMemory? RecallPace(Origin origin) => _origins.Recall(origin);

    public SourcePosition? RecallList(string fingerprint) => _lists.Find(fingerprint);

    public FrontierCounts Count() =>
        new(_backlog.Pending, _backlog.Waiting, _leases.Count, _totals.Done, _totals.Failed, _totals.Bytes);

    /// <summary>Stores what is in memory, checkpoints and seals; leased bundles are pending when the job is opened again.</summary>
    public void Dispose()
    {
        if (_isClosed) return;
        _isClosed = true;
        try
        {
            if (_store.IsSound) _store.Change(StoreAll);
        }
        finally
        {
            _store.Dispose();
        }
    }

    void StoreAll()
    {
        _claims.Store(_totals.Next, all: true);
        Commit();
    }

    void End(in Settlement settlement, Held held)
    {
        _standoff.Settled(settlement.Id);
        if (settlement.Outcome is not { } outcome)
        {
            _backlog.LayAside(settlement, held);
            return;
        }

        _outcomes.Put(settlement.Id, outcome.Kind == OutcomeKind.NotModified ? WithWhatIsKnown(settlement.Id, outcome) : outcome, _time.GetUtcNow());
        if (held.IsOpen) _open.Delete(settlement.Id);
        if (outcome.IsGood) _totals.Done++;
        else _totals.Failed++;
        _totals.Bytes += outcome.Length;
    }

    Outcome? OutcomeOf(long id) => _leases.Has(id) ? null : _outcomes.Find(id, _names.PathOf(_items.Read(id)));

    List<Lease> HandOut(List<OpenItem> taken)
    {
        var leases = new List<Lease>(taken.Count);
        foreach (var open in taken)
        {
            var item = _items.Read(open.Id);
            var lease = new Lease(open.Id, item.Bundle, open.Attempts, open.FirstTried, _names.PathOf(item), open.Known);
            if (!_standoff.Holds(lease)) leases.Add(lease);
        }

        return leases;
    }

    /// <summary>Writes the totals; the last step of a transaction that changes them.</summary>
    void Commit()
    {
        _leases.Advance(_totals.Next);
        while (_totals.Next - _leases.Low > MostFresh)
        {
            _backlog.Note(_leases.Low);
            _leases.Advance(_totals.Next);
        }

        (_totals.Low, _totals.Stored) = (_leases.Low, _claims.Stored);
        _meta.Put(_totals);
    }

    /// <summary>What was in flight when the last run ended is pending.</summary>
    void Recover()
    {
        if (_totals.Low == _totals.Next && _totals.Stored == _totals.Next) return;
        _store.Change(() =>
        {
            _names.Restore(_totals.Stored);
            _reopening.Recover(_totals.Low);
            Commit();
        });
    }
}
