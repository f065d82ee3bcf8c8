using Swarm.IO.State.Sqlite;

namespace Swarm.IO.State;

/// <summary>
/// Who holds which name, by a 64-bit key of it: a bundle's number for its file, its negative for a bundle known by identity alone, 0 for a folder.
/// Where two texts share a key, the later takes the next free one; rows are never removed, so that looking from a key to the first gap finds all.
/// </summary>
/// <remarks>
/// Keys are random, and one insert each would write a page each. So the newest bundles' claims stay in memory until there are enough to be
/// stored in key order; after a crash they are made again from the bundles from <see cref="Stored"/> on.
/// </remarks>
sealed class ClaimTable(Database database, long stored)
{
    const int MostRecent = 32_768;

    readonly Dictionary<long, long> _recent = [];
    readonly Statement _insert = database.Prepare("INSERT INTO claim VALUES (?1, ?2)");
    readonly Statement _update = database.Prepare("UPDATE claim SET holder = ?2 WHERE key = ?1");
    readonly Statement _find = database.Prepare("SELECT holder FROM claim WHERE key = ?1");
    long[] _keys = [];

    /// <summary>Claims of all bundles below this number are in the table.</summary>
    public long Stored { get; private set; } = stored;

    /// <summary>False where the key is taken.</summary>
    public bool TryInsert(long key, long holder)
    {
        if (Find(key) is not null) return false;
        Insert(key, holder);
        return true;
    }

    public void Update(long key, long holder)
    {
        if (_recent.Remove(key)) Insert(key, holder);
        else _update.Bind(1, key).Bind(2, Seal(key, holder)).Run();
    }

    public long? Find(long key) =>
        _recent.TryGetValue(key, out var holder) ? holder : _find.Bind(1, key).Scalar() is { } value ? Open(key, value) : null;

    /// <summary>Stores what is in memory, if that is enough to be worth it.</summary>
    /// <param name="next">No bundle has this number or a higher one.</param>
    /// <param name="all">Whatever there is.</param>
    public void Store(long next, bool all)
    {
        if (_recent.Count < MostRecent && !all) return;
        if (_keys.Length < _recent.Count) _keys = new long[_recent.Count];
        _recent.Keys.CopyTo(_keys, 0);
        var keys = _keys.AsSpan(0, _recent.Count);
        keys.Sort(static (a, b) => a.CompareTo(b)); // by a rule of ours: the usual one is compiled by its first use, at the end of each job
        foreach (var key in keys) _insert.Bind(1, key).Bind(2, Seal(key, _recent[key])).Run();
        _recent.Clear();
        Stored = next;
    }

    /// <summary>Looks at every row: a changed key would let a name be given twice.</summary>
    public static void Inspect(Database database)
    {
        using var all = database.PrepareOnce("SELECT key, holder FROM claim");
        while (all.Step())
            if (!IsIntact(all.Int64(0), all.Int64(1))) throw Damaged(database);
    }

    void Insert(long key, long holder)
    {
        if (Math.Abs(holder) >= Stored) _recent.Add(key, holder);
        else _insert.Bind(1, key).Bind(2, Seal(key, holder)).Run();
    }

    long Open(long key, long value) => IsIntact(key, value) ? value >> 16 : throw Damaged(database);

    static long Seal(long key, long holder) => (holder << 16) | Check(key, holder);

    static bool IsIntact(long key, long value) => (value & 0xffff) == Check(key, value >> 16);

    static long Check(long key, long holder)
    {
        var sum = default(RowSum);
        sum.Add(key);
        sum.Add(holder);
        return sum.Value & 0xffff;
    }

    static StateException Damaged(Database database) =>
        StateException.Damaged(database.Path, "a row of table 'claim' has changed since it was written");
}
