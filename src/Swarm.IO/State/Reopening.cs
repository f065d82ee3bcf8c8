using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.IO.State.Sqlite;

namespace Swarm.IO.State;

/// <summary>Makes bundles pending that nobody has in hand: after a crash what was in flight, on request what failed.</summary>
sealed class Reopening(Database database, ItemTable items, NameBook names, Backlog backlog, OutcomeTable outcomes)
{
    const int Page = 5000;

    /// <summary>Lays aside the fresh bundles from <paramref name="low"/> on.</summary>
    public void Recover(long low)
    {
        while (ReadPage("SELECT item.* FROM item WHERE id >= ?1 AND NOT EXISTS (SELECT 1 FROM outcome WHERE outcome.id = item.id)" +
                        " AND NOT EXISTS (SELECT 1 FROM open WHERE open.id = item.id) ORDER BY id LIMIT ?2", low, null, _ => default) is { Count: > 0 } page)
        {
            foreach (var item in page) backlog.Put(item);
            low = page[^1].Id + 1;
        }
    }

    /// <summary>Claims the names of the bundles from <paramref name="low"/> on again.</summary>
    public void RestoreClaims(long low)
    {
        using var rows = database.PrepareOnce("SELECT * FROM item WHERE id >= ?1 ORDER BY id");
        rows.Bind(1, low);
        while (rows.Step()) names.Restore(items.Take(rows, reset: false));
    }

    /// <summary>Makes one page of ended bundles from <paramref name="low"/> on pending; what they had counted for.</summary>
    /// <param name="low">Where to begin; behind the page afterwards, or null where that was the last.</param>
    /// <param name="failed">The failed ones, which begin anew; else the good ones, which keep their validators.</param>
    /// <param name="filter">Null matches all.</param>
    public Ended Reopen(ref long? low, bool failed, LedgerFilter? filter)
    {
        var where = new FilterSql(filter, first: 3);
        var sql = $"SELECT item.*, outcome.length, outcome.etag, outcome.modified{Ledger.Join}" +
                  $" WHERE item.id >= ?1 AND outcome.kind / 2 {(failed ? "=" : "<>")} {(int)OutcomeKind.Failed} AND ({where.Text}) ORDER BY item.id LIMIT ?2";
        var bytes = 0L;
        var page = ReadPage(sql, low ?? 0, where, rows =>
        {
            bytes += rows.Int64(7);
            return failed ? default : new Validators(rows.Text(8), rows.Text(9));
        });
        foreach (var item in page)
        {
            outcomes.Delete(item.Id);
            backlog.Put(item);
        }

        low = page.Count == Page ? page[^1].Id + 1 : null;
        return new Ended(page.Count, bytes);
    }

    List<OpenItem> ReadPage(string sql, long low, FilterSql? filter, Func<Statement, Validators> known)
    {
        using var rows = database.PrepareOnce(sql);
        rows.Bind(1, low).Bind(2, Page);
        filter?.Bind(rows);
        var page = new List<OpenItem>();
        while (rows.Step())
        {
            rows.Verify(6, "item");
            page.Add(new OpenItem(rows.Int64(0), rows.Int32(1), rows.Int32(2), null, 0, null, null, known(rows)));
        }

        return page;
    }
}

/// <summary>How many had ended, and their bytes.</summary>
readonly record struct Ended(long Count, long Bytes);
