using Swarm.IO.State.Sqlite;

namespace Swarm.IO.State;

/// <summary>
/// Who holds which name, by a 64-bit key of it: a bundle's number for its file, its negative for a bundle known by identity alone, 0 for a folder.
/// Where two texts share a key, the later takes the next free one; rows are never removed, so that looking from a key to the first gap finds all.
/// </summary>
sealed class ClaimTable(Database database)
{
    readonly Statement _insert = database.Prepare("INSERT INTO claim VALUES (?1, ?2) ON CONFLICT DO NOTHING");
    readonly Statement _update = database.Prepare("UPDATE claim SET holder = ?2 WHERE key = ?1");
    readonly Statement _find = database.Prepare("SELECT holder FROM claim WHERE key = ?1");

    /// <summary>False where the key is taken.</summary>
    public bool TryInsert(long key, long holder)
    {
        _insert.Bind(1, key).Bind(2, Seal(key, holder)).Run();
        return database.Changes == 1;
    }

    public void Update(long key, long holder) => _update.Bind(1, key).Bind(2, Seal(key, holder)).Run();

    public long? Find(long key) => _find.Bind(1, key).Scalar() is { } value ? Open(key, value) : null;

    /// <summary>Looks at every row: a changed key would let a name be given twice.</summary>
    public void Inspect()
    {
        using var all = database.PrepareOnce("SELECT key, holder FROM claim");
        while (all.Step()) Open(all.Int64(0), all.Int64(1));
    }

    static long Seal(long key, long holder) => (holder << 16) | Check(key, holder);

    long Open(long key, long value)
    {
        var holder = value >> 16;
        return (value & 0xffff) == Check(key, holder) ? holder
            : throw StateException.Damaged(database.Path, "a row of table 'claim' has changed since it was written");
    }

    static long Check(long key, long holder)
    {
        var sum = default(RowSum);
        sum.Add(key);
        sum.Add(holder);
        return sum.Value & 0xffff;
    }
}
