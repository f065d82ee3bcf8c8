using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.IO.State.Sqlite;

namespace Swarm.IO.State;

/// <summary>
/// A job read, not run. Where no run is active it holds the job's lock; beside a running one it reads through a connection that can neither
/// write nor checkpoint, which is what SQLite's WAL-reset fault needs two of. Rows come in pages, so that no long read keeps the log from being reused.
/// </summary>
public sealed class Ledger : IDisposable
{
    const int Page = 1000;

    internal const string Join = " FROM item JOIN origin ON origin.id = item.origin LEFT JOIN name ON name.id = item.id" +
                                 " LEFT JOIN open ON open.id = item.id LEFT JOIN outcome ON outcome.id = item.id";

    readonly IDisposable[] _owned;
    readonly Access _access;
    readonly Database _database;
    readonly ItemTable _items;

    Ledger(Database database, Access access, bool isRunning, params IDisposable[] owned)
    {
        (_database, _access, _owned, IsRunning) = (database, access, owned, isRunning);
        _items = new ItemTable(database, new OriginTable(database));
    }

    /// <summary>True where another process works on the job just now.</summary>
    public bool IsRunning { get; }

    /// <exception cref="StateException">There is no job, or its state is damaged, foreign or newer.</exception>
    public static Ledger Open(StateFolder folder, TimeProvider time)
    {
        if (!folder.Exists) throw new StateException(StateFault.Missing, folder.Database, "there is no job here", "Give the output folder of a job");
        var held = JobLock.TryAcquire(folder, time);
        Database? database = null;
        try
        {
            if (held is not null && !folder.IsSealed())
            {
                var store = Store.Open(folder, Domain.Writing.Durability.Process, held);
                return new Ledger(store.Database, Access.Read, isRunning: false, store);
            }

            var access = held is null ? Access.Read : Access.ReadSealed;
            database = Database.Open(folder.Database, access);
            Schema.Recognise(database);
            return held is null ? new Ledger(database, access, isRunning: true, database) : new Ledger(database, access, isRunning: false, database, held);
        }
        catch
        {
            database?.Dispose();
            held?.Dispose();
            throw;
        }
    }

    /// <summary>Rows in list order; read as they are asked for.</summary>
    /// <param name="filter">Null: all.</param>
    /// <param name="from">The first row's number, at least.</param>
    public IEnumerable<LedgerRow> Rows(LedgerFilter? filter = null, long from = 0)
    {
        var where = new FilterSql(filter, first: 3);
        using var rows = _database.PrepareOnce(
            $"SELECT item.*, name.*, open.*, outcome.*{Join} WHERE item.id >= ?1 AND ({where.Text}) ORDER BY item.id LIMIT ?2");
        var page = new List<LedgerRow>(Page);
        var low = from;
        do
        {
            page.Clear();
            rows.Bind(1, low).Bind(2, Page);
            where.Bind(rows);
            while (rows.Step()) page.Add(Take(rows));
            foreach (var row in page) yield return row;
            if (page.Count > 0) low = page[^1].Id + 1;
        }
        while (page.Count == Page);
    }

    /// <summary>Opens what is saved; one for each thread, closed before this is.</summary>
    public SavedPlaces OpenPlaces() => new(Database.Open(_database.Path, _access));

    public LedgerSummary Summarise()
    {
        var totals = new Meta(_database).Read();
        var open = new OpenTable(_database);
        var (pending, waiting) = (open.CountPending(), open.CountWaiting());
        var fresh = _database.Scalar(
            $"SELECT count(*) FROM item WHERE id >= {totals.Low} AND NOT EXISTS (SELECT 1 FROM outcome WHERE outcome.id = item.id)" +
            " AND NOT EXISTS (SELECT 1 FROM open WHERE open.id = item.id)");
        var failures = new List<FailureCount>();
        using var groups = _database.PrepareOnce(
            $"SELECT coalesce(reason, 0), status, count(*) FROM outcome WHERE kind / 2 = {(int)OutcomeKind.Failed} GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2");
        while (groups.Step()) failures.Add(new FailureCount((Reason)groups.Int32(0), groups.Int32(1), groups.Int64(2)));
        return new LedgerSummary(new FrontierCounts(pending + fresh, waiting, 0, totals.Done, totals.Failed, totals.Bytes), failures);
    }

    public void Dispose()
    {
        foreach (var owned in _owned) owned.Dispose();
    }

    /// <summary>A row of <c>item</c> (7 columns), <c>name</c> (4), <c>open</c> (12), <c>outcome</c> (16).</summary>
    LedgerRow Take(Statement row)
    {
        const int Name = 7, Open = 11, End = 23;
        var item = _items.Take(row, reset: false);
        if (!row.IsNull(Name)) row.Verify(Name + 3, "name", Name);
        var path = row.IsNull(Name) ? item.Natural : row.Text(Name + 2);
        if (!row.IsNull(Open))
        {
            var open = OpenTable.Take(row, reset: false, Open);
            return new LedgerRow(item.Id, item.Bundle, open.Due is null ? LedgerState.Pending : LedgerState.Waiting)
            {
                Attempts = open.Attempts, Path = path, Due = open.Due, Failure = open.Last,
            };
        }

        if (row.IsNull(End)) return new LedgerRow(item.Id, item.Bundle, LedgerState.Pending) { Path = path };
        var (outcome, finished) = OutcomeTable.Take(row, End, path);
        return new LedgerRow(item.Id, item.Bundle, (LedgerState)((int)outcome.Kind + 2))
        {
            Attempts = outcome.Attempts, Path = path, Outcome = outcome, Finished = finished, Failure = outcome.Failure,
        };
    }
}
