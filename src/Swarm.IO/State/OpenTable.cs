using Swarm.Domain;
using Swarm.IO.State.Sqlite;

namespace Swarm.IO.State;

/// <summary>A bundle that was laid aside: pending again, or waiting for its time.</summary>
readonly record struct OpenItem(long Id, int Origin, int Rank, DateTimeOffset? Due, int Attempts, DateTimeOffset? FirstTried, Failure? Last, Validators Known);

/// <summary>What is to be done and not in anybody's hands since it was added: pending by origin and rank, waiting by time.</summary>
sealed class OpenTable(Database database)
{
    readonly Statement _put = database.Prepare("REPLACE INTO open VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");
    readonly Statement _delete = database.Prepare("DELETE FROM open WHERE id = ?1");
    readonly Statement _read = database.Prepare("SELECT * FROM open WHERE id = ?1");
    readonly Statement _pending = database.Prepare(
        "SELECT * FROM open INDEXED BY open_pending WHERE origin = ?1 AND due IS NULL AND (rank, id) > (?2, ?3) ORDER BY rank, id LIMIT ?4");
    readonly Statement _due = database.Prepare("SELECT * FROM open INDEXED BY open_due WHERE due <= ?1 ORDER BY due, id LIMIT ?2");
    readonly Statement _next = database.Prepare("SELECT min(due) FROM open INDEXED BY open_due WHERE due IS NOT NULL");
    readonly Statement _backlog = database.Prepare("SELECT origin, count(*) FROM open INDEXED BY open_pending WHERE due IS NULL GROUP BY origin");

    public void Put(in OpenItem item) => _put
        .Bind(1, item.Id).Bind(2, item.Origin).Bind(3, item.Rank).Bind(4, item.Due?.ToUnixTimeMilliseconds()).Bind(5, item.Attempts)
        .Bind(6, item.FirstTried?.ToUnixTimeMilliseconds()).Bind(7, (long?)item.Last?.Reason).Bind(8, (long?)item.Last?.Stage).Bind(9, item.Last?.Detail)
        .Bind(10, item.Known.ETag).Bind(11, item.Known.LastModified).BindSum(12).Run();

    public void Delete(long id) => _delete.Bind(1, id).Run();

    public OpenItem? Find(long id) => _read.Bind(1, id).Step() ? Take(_read, reset: true) : null;

    public long CountPending() => database.Scalar("SELECT count(*) FROM open INDEXED BY open_pending WHERE due IS NULL");

    public long CountWaiting() => database.Scalar("SELECT count(*) FROM open INDEXED BY open_due WHERE due IS NOT NULL");

    /// <summary>Pending ones of an origin behind a place in its order.</summary>
    public void ReadPending(int origin, int rank, long id, int max, List<OpenItem> into) =>
        ReadAll(_pending.Bind(1, origin).Bind(2, rank).Bind(3, id).Bind(4, max), into);

    public void ReadDue(DateTimeOffset now, int max, List<OpenItem> into) =>
        ReadAll(_due.Bind(1, now.ToUnixTimeMilliseconds()).Bind(2, max), into);

    public DateTimeOffset? NextDue()
    {
        _next.Step();
        var due = Time(_next.NullableInt64(0));
        _next.Reset();
        return due;
    }

    /// <summary>Pending ones by origin, in the origins' order of appearance.</summary>
    public IEnumerable<(int Origin, long Count)> Backlog()
    {
        try
        {
            while (_backlog.Step()) yield return (_backlog.Int32(0), _backlog.Int64(1));
        }
        finally
        {
            _backlog.Reset();
        }
    }

    /// <summary>The open item in a statement's columns.</summary>
    public static OpenItem Take(Statement row, bool reset, int first = 0)
    {
        row.Verify(first + 11, "open", first);
        Failure? last = row.IsNull(first + 6) ? null
            : new Failure((Reason)row.Int32(first + 6), (Stage)row.Int32(first + 7), row.Text(first + 8) ?? "");
        var item = new OpenItem(row.Int64(first), row.Int32(first + 1), row.Int32(first + 2), Time(row.NullableInt64(first + 3)), row.Int32(first + 4),
            Time(row.NullableInt64(first + 5)), last, new Validators(row.Text(first + 9), row.Text(first + 10)));
        if (reset) row.Reset();
        return item;
    }

    static void ReadAll(Statement rows, List<OpenItem> into)
    {
        while (rows.Step()) into.Add(Take(rows, reset: false));
    }

    static DateTimeOffset? Time(long? milliseconds) => milliseconds is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
}
