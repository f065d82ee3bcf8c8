using Swarm.IO.State.Sqlite;

namespace Swarm.IO.State;

/// <summary>
/// What a commit says of the whole: the next number, where fresh bundles begin, whose claims are stored, the sums of what ended, and from which
/// number on bundles are still to be asked for again (0: none).
/// </summary>
record struct Totals(long Next, long Low, long Stored, long Done, long Failed, long Bytes, long Again);

/// <summary>The one row of totals.</summary>
sealed class Meta(Database database)
{
    readonly Statement _put = database.Prepare("REPLACE INTO meta VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");

    public void Put(in Totals totals) => _put
        .Bind(1, totals.Next).Bind(2, totals.Low).Bind(3, totals.Stored).Bind(4, totals.Done).Bind(5, totals.Failed).Bind(6, totals.Bytes)
        .Bind(7, totals.Again).BindSum(8).Run();

    public Totals Read()
    {
        using var row = database.PrepareOnce("SELECT next, low, stored, done, failed, bytes, again, sum FROM meta");
        if (!row.Step()) return new Totals(1, 1, 1, 0, 0, 0, 0);
        row.Verify(7, "meta");
        return new Totals(row.Int64(0), row.Int64(1), row.Int64(2), row.Int64(3), row.Int64(4), row.Int64(5), row.Int64(6));
    }
}
