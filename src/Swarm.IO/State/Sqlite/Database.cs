using SQLitePCL;

namespace Swarm.IO.State.Sqlite;

/// <summary>What a connection is for.</summary>
enum Access
{
    Write,

    /// <summary>Beside one that writes: never writes or checkpoints itself.</summary>
    Read,

    /// <summary>A file that nobody writes to: no locks, no files beside it.</summary>
    ReadSealed,
}

/// <summary>One SQLite connection, spoken to without ADO.NET: bind and step allocate nothing. For one thread at a time.</summary>
sealed class Database : IDisposable
{
    const int Defensive = 1010; // SQLITE_DBCONFIG_DEFENSIVE: no SQL may damage the file

    readonly sqlite3 _handle;
    readonly List<Statement> _statements = [];

    static Database() => Batteries_V2.Init();

    Database(string path, sqlite3 handle) => (Path, _handle) = (path, handle);

    public string Path { get; }

    /// <summary>Rows changed by the last statement.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    public static string EngineVersion => raw.sqlite3_libversion().utf8_to_string();

    public static Database Open(string path, Access access)
    {
        var flags = access == Access.Write ? raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE : raw.SQLITE_OPEN_READONLY;
        var name = access == Access.ReadSealed ? $"file:{Escape(path)}?immutable=1" : path;
        if (access == Access.ReadSealed) flags |= raw.SQLITE_OPEN_URI;
        var code = raw.sqlite3_open_v2(name, out var handle, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        var database = new Database(path, handle);
        try
        {
            database.Check(code);
            raw.sqlite3_extended_result_codes(handle, 1);
            raw.sqlite3_db_config(handle, Defensive, 1, out _);
            database.Execute("PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA busy_timeout=5000; PRAGMA temp_store=MEMORY");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public Statement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle));
        var statement = new Statement(this, handle);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>A statement for one use; the caller disposes it.</summary>
    public Statement PrepareOnce(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_handle, sql, out var handle));
        return new Statement(this, handle);
    }

    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    public long Scalar(string sql)
    {
        using var statement = PrepareOnce(sql);
        return statement.Step() ? statement.Int64(0) : 0;
    }

    public string? TextScalar(string sql)
    {
        using var statement = PrepareOnce(sql);
        return statement.Step() ? statement.Text(0) : null;
    }

    public void Check(int code)
    {
        if (code != raw.SQLITE_OK) throw Fault(code);
    }

    static string Escape(string path) => path.Replace("%", "%25", StringComparison.Ordinal).Replace("?", "%3f", StringComparison.Ordinal)
        .Replace("#", "%23", StringComparison.Ordinal);

    StateException Fault(int code)
    {
        var words = raw.sqlite3_errmsg(_handle).utf8_to_string();
        return (code & 0xff) switch
        {
            raw.SQLITE_NOTADB => new StateException(StateFault.Foreign, Path, "not a Swarm state file (no SQLite database)",
                "Move it aside, or give another output folder"),
            raw.SQLITE_FULL => new StateException(StateFault.Disk, Path, "the disk is full", "Free some space and run the same command again: it goes on"),
            raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_CANTOPEN or raw.SQLITE_AUTH => new StateException(StateFault.Disk, Path,
                $"can't be opened or written ({words})", "Check permissions and mount options, then run the same command again"),
            raw.SQLITE_IOERR => new StateException(StateFault.Disk, Path, $"reading or writing failed ({words}, code {code})",
                "Check the disk, then run the same command again: it goes on"),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new StateException(StateFault.Locked, Path, "another program holds the state file",
                "Close it and run the same command again"),
            _ => StateException.Damaged(Path, $"{words} (code {code})"),
        };
    }

    public void Dispose()
    {
        foreach (var statement in _statements) statement.Dispose();
        _statements.Clear();
        _handle.Dispose();
    }
}
