using Swarm.IO.State.Sqlite;

namespace Swarm.IO.State;

/// <summary>What a commit says of the whole: the next number, where fresh bundles begin, and the sums of what ended.</summary>
record struct Totals(long Next, long Low, long Done, long Failed, long Bytes);

/// <summary>The one row of totals.</summary>
sealed class Meta(Database database)
{
    readonly Statement _put = database.Prepare("REPLACE INTO meta VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)");

    public void Put(in Totals totals) => _put
        .Bind(1, totals.Next).Bind(2, totals.Low).Bind(3, totals.Done).Bind(4, totals.Failed).Bind(5, totals.Bytes).BindSum(6).Run();

    public Totals Read()
    {
        using var row = database.PrepareOnce("SELECT next, low, done, failed, bytes, sum FROM meta");
        if (!row.Step()) return new Totals(1, 1, 0, 0, 0);
        row.Verify(5, "meta");
        return new Totals(row.Int64(0), row.Int64(1), row.Int64(2), row.Int64(3), row.Int64(4));
    }
}
