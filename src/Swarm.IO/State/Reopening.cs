using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.IO.State.Sqlite;

namespace Swarm.IO.State;

/// <summary>Makes bundles pending that nobody has in hand: after a crash what was in flight, on request what failed.</summary>
sealed class Reopening(Database database, ItemTable items, NameBook names, Backlog backlog, OutcomeTable outcomes)
{
    const int Page = 1000;

    /// <summary>Lays aside the fresh bundles from <paramref name="low"/> on.</summary>
    public void Recover(long low)
    {
        while (ReadPage("SELECT item.* FROM item WHERE id >= ?1 AND NOT EXISTS (SELECT 1 FROM outcome WHERE outcome.id = item.id)" +
                        " AND NOT EXISTS (SELECT 1 FROM open WHERE open.id = item.id) ORDER BY id LIMIT ?2", low, null) is { Count: > 0 } page)
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

    /// <summary>Failed bundles that match begin anew; their count.</summary>
    public long Failed(LedgerFilter? filter)
    {
        var where = new FilterSql(filter, first: 3);
        var sql = $"SELECT item.*{Ledger.Join} WHERE item.id >= ?1 AND outcome.kind / 2 = {(int)OutcomeKind.Failed} AND ({where.Text}) ORDER BY item.id LIMIT ?2";
        var (low, count) = (0L, 0L);
        while (ReadPage(sql, low, where) is { Count: > 0 } page)
        {
            foreach (var item in page)
            {
                outcomes.Delete(item.Id);
                backlog.Put(item);
            }

            count += page.Count;
            low = page[^1].Id + 1;
        }

        return count;
    }

    List<OpenItem> ReadPage(string sql, long low, FilterSql? filter)
    {
        using var rows = database.PrepareOnce(sql);
        rows.Bind(1, low).Bind(2, Page);
        filter?.Bind(rows);
        var page = new List<OpenItem>();
        while (rows.Step())
        {
            rows.Verify(6, "item");
            page.Add(new OpenItem(rows.Int64(0), rows.Int32(1), rows.Int32(2), null, 0, null, null, default));
        }

        return page;
    }
}
