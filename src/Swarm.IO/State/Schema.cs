using Swarm.Domain.Writing;
using Swarm.IO.State.Sqlite;

namespace Swarm.IO.State;

/// <summary>The state file's tables, and the checks that a file has to pass before it is believed.</summary>
static class Schema
{
    const int ApplicationId = 0x5357_524D; // "SWRM"
    const int Version = 2;

    /// <summary>
    /// <c>item</c> is only appended to: what was added and neither ended (<c>outcome</c>) nor laid aside (<c>open</c>) is pending, so that a bundle
    /// which is fetched at once costs two appends and one claim. <c>claim</c> is the only index by text: it serves duplicates and names alike.
    /// <c>before</c> holds the last good ends from before all was asked for again.
    /// </summary>
    const string Tables = """
        CREATE TABLE meta(id INTEGER PRIMARY KEY, next INT, low INT, stored INT, done INT, failed INT, bytes INT, again INT, sum INT);
        CREATE TABLE origin(id INTEGER PRIMARY KEY, text TEXT UNIQUE, host TEXT, head TEXT, concurrency INT, spacing INT, sum INT);
        CREATE TABLE item(id INTEGER PRIMARY KEY, origin INT, rank INT, target TEXT, path TEXT, extra TEXT, sum INT);
        CREATE TABLE claim(key INTEGER PRIMARY KEY, holder INT);
        CREATE TABLE folder(key INTEGER PRIMARY KEY, path TEXT, sum INT);
        CREATE TABLE name(id INTEGER PRIMARY KEY, natural TEXT, path TEXT, sum INT);
        CREATE TABLE move(seq INTEGER PRIMARY KEY, id INT, source TEXT, target TEXT, sum INT);
        CREATE TABLE open(id INTEGER PRIMARY KEY, origin INT, rank INT, due INT, attempts INT, first INT,
            reason INT, stage INT, detail TEXT, etag TEXT, modified TEXT, sum INT);
        CREATE INDEX open_pending ON open(origin, rank, id) WHERE due IS NULL;
        CREATE INDEX open_due ON open(due) WHERE due IS NOT NULL;
        CREATE TABLE outcome(id INTEGER PRIMARY KEY, kind INT, attempts INT, status INT, length INT, elapsed INT, finished INT,
            final TEXT, etag TEXT, modified TEXT, digest TEXT, type TEXT, reason INT, stage INT, detail TEXT, sum INT);
        CREATE TABLE before(id INTEGER PRIMARY KEY, kind INT, attempts INT, status INT, length INT, elapsed INT, finished INT,
            final TEXT, etag TEXT, modified TEXT, digest TEXT, type TEXT, reason INT, stage INT, detail TEXT, sum INT);
        CREATE TABLE list(fingerprint TEXT PRIMARY KEY, entries INT, line INT, file INT, within INT, faults INT, sum INT) WITHOUT ROWID;
        """;

    /// <summary>Makes the connection the one that writes and checkpoints, and the tables where there are none.</summary>
    public static void Prepare(Database database, Durability durability)
    {
        if (IsEmpty(database)) Create(database);
        else Recognise(database);
        var synchronous = durability == Durability.Power ? "FULL" : "NORMAL";
        database.Execute($"PRAGMA synchronous={synchronous}; PRAGMA cache_size=-16384; PRAGMA wal_autocheckpoint=4000; PRAGMA journal_size_limit=33554432");
    }

    /// <summary>Refuses a file that Swarm did not make or that a newer Swarm made.</summary>
    public static void Recognise(Database database)
    {
        if (database.Scalar("PRAGMA application_id") != ApplicationId)
            throw new StateException(StateFault.Foreign, database.Path, "not a Swarm state file (an SQLite database of another program)",
                "Move it aside, or give another output folder");
        var version = database.Scalar("PRAGMA user_version");
        if (version > Version)
            throw new StateException(StateFault.Newer, database.Path, $"made by a newer Swarm (state version {version}; this one knows {Version})",
                "Use that Swarm, or give another output folder");
        if (version is > 0 and < Version)
            throw new StateException(StateFault.Older, database.Path, $"made by an older Swarm (state version {version}; this one knows {Version})",
                "Use that Swarm, or give another output folder");
        if (version < 1 || Fingerprint(database) != Expected.Value)
            throw StateException.Damaged(database.Path, "its tables are not those of a Swarm state file");
    }

    /// <summary>SQLite's own check of the file's structure; reads all of it.</summary>
    public static void Inspect(Database database)
    {
        var finding = database.TextScalar("PRAGMA quick_check(1)");
        if (finding != "ok") throw StateException.Damaged(database.Path, finding ?? "it can't be checked");
        finding = database.TextScalar("PRAGMA integrity_check('open')");
        if (finding != "ok") throw StateException.Damaged(database.Path, finding ?? "it can't be checked");
    }

    public static bool IsEmpty(Database database) =>
        database.Scalar("PRAGMA application_id") == 0 && database.Scalar("SELECT count(*) FROM sqlite_master") == 0;

    static void Create(Database database)
    {
        database.Execute("PRAGMA page_size=4096; PRAGMA journal_mode=WAL");
        database.Execute($"BEGIN IMMEDIATE; {Tables} PRAGMA application_id={ApplicationId}; PRAGMA user_version={Version}; COMMIT");
    }

    /// <summary>Foreign triggers, views or columns show here: the text of the whole schema.</summary>
    static string? Fingerprint(Database database) => database.TextScalar("SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_master ORDER BY name)");

    static readonly Lazy<string?> Expected = new(() =>
    {
        using var fresh = Database.Open(":memory:", Access.Write);
        fresh.Execute(Tables);
        return Fingerprint(fresh);
    });
}
