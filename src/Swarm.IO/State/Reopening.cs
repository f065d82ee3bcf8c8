using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.IO.State.Sqlite;

namespace Swarm.IO.State;

/// <summary>Makes bundles pending that nobody has in hand: after a crash what was in flight, on request what failed.</summary>
sealed class Reopening(Database database, Backlog backlog, OutcomeTable outcomes, OutcomeTable before)
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

    /// <summary>
    /// Makes one page of ended bundles from <paramref name="low"/> on pending, whatever their end; how they ended is kept, or, of those that failed,
    /// how they had ended before.
    /// </summary>
    public EndedAgain AskAgain(long low)
    {
        var page = ReadEnds(low);
        var ended = default(EndedAgain);
        foreach (var (item, outcome, finished) in page)
        {
            if (outcome.IsGood) before.Put(item.Id, outcome, finished);
            var known = outcome.IsGood ? outcome : before.Find(item.Id, "");
            outcomes.Delete(item.Id);
            backlog.Put(item with { Known = known is { File: not null } ? known.Validators : default });
            ended = outcome.IsGood ? ended with { Good = ended.Good + 1 } : ended with { Failed = ended.Failed + 1 };
            ended = ended with { Bytes = ended.Bytes + outcome.Length };
        }

        return ended with { Next = page.Count == Page ? page[^1].Item.Id + 1 : 0 };
    }

    List<(OpenItem Item, Outcome Outcome, DateTimeOffset Finished)> ReadEnds(long low)
    {
        using var rows = database.PrepareOnce(
            "SELECT item.*, outcome.* FROM outcome JOIN item ON item.id = outcome.id WHERE outcome.id >= ?1 ORDER BY outcome.id LIMIT ?2");
        rows.Bind(1, low).Bind(2, Page);
        var page = new List<(OpenItem, Outcome, DateTimeOffset)>();
        while (rows.Step())
        {
            rows.Verify(6, "item");
            var (outcome, finished) = OutcomeTable.Take(rows, 7, "");
            page.Add((new OpenItem(rows.Int64(0), rows.Int32(1), rows.Int32(2), null, 0, null, null, default), outcome, finished));
        }

        return page;
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

/// <summary>How many had ended and how, their bytes, and where to go on; 0: nowhere.</summary>
readonly record struct EndedAgain(long Good, long Failed, long Bytes, long Next);
