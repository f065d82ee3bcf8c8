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
sealed unsafe class Database : IDisposable
{
    readonly List<Statement> _statements = [];
    nint _handle;

    Database(string path, nint handle) => (Path, _handle) = (path, handle);

    public string Path { get; }

    /// <summary>Rows changed by the last statement.</summary>
    public int Changes => Sqlite3.Changes(_handle);

    public static string EngineVersion => Sqlite3.Text(Sqlite3.Version());

    public static Database Open(string path, Access access)
    {
        var flags = access == Access.Write ? Sqlite3.OpenReadWrite | Sqlite3.OpenCreate : Sqlite3.OpenReadOnly;
        var name = access == Access.ReadSealed ? $"file:{Escape(path)}?immutable=1" : path;
        if (access == Access.ReadSealed) flags |= Sqlite3.OpenUri;
        var code = Sqlite3.Open(name, out var handle, flags | Sqlite3.OpenNoMutex, 0);
        var database = new Database(path, handle);
        try
        {
            database.Check(code);
            Sqlite3.UseExtendedCodes(handle, 1);
            Sqlite3.Configure(handle, Sqlite3.Defensive, 1, out _);
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
        var statement = Prepare(sql, Sqlite3.Persistent);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>A statement for one use; the caller disposes it.</summary>
    public Statement PrepareOnce(string sql) => Prepare(sql, 0);

    public void Execute(string sql) => Check(Sqlite3.Execute(_handle, sql, 0, 0, 0));

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
        if (code != Sqlite3.Ok) throw Fault(code);
    }

    Statement Prepare(string sql, uint flags)
    {
        Check(Sqlite3.Prepare(_handle, sql, -1, flags, out var handle, 0));
        return new Statement(this, handle);
    }

    static string Escape(string path) => path.Replace("%", "%25", StringComparison.Ordinal).Replace("?", "%3f", StringComparison.Ordinal)
        .Replace("#", "%23", StringComparison.Ordinal);

    StateException Fault(int code)
    {
        var words = Sqlite3.Text(Sqlite3.ErrorMessage(_handle));
        return (code & 0xff) switch
        {
            Sqlite3.NotADb => new StateException(StateFault.Foreign, Path, "not a Swarm state file (no SQLite database)",
                "Move it aside, or give another output folder"),
            Sqlite3.Full => new StateException(StateFault.Disk, Path, "the disk is full", "Free some space and run the same command again: it goes on"),
            Sqlite3.ReadOnly or Sqlite3.Perm or Sqlite3.CantOpen or Sqlite3.Auth => new StateException(StateFault.Disk, Path,
                $"can't be opened or written ({words})", "Check permissions and mount options, then run the same command again"),
            Sqlite3.IoErr => new StateException(StateFault.Disk, Path, $"reading or writing failed ({words}, code {code})",
                "Check the disk, then run the same command again: it goes on"),
            Sqlite3.Busy or Sqlite3.Locked => new StateException(StateFault.Locked, Path, "another program holds the state file",
                "Close it and run the same command again"),
            _ => StateException.Damaged(Path, $"{words} (code {code})"),
        };
    }

    public void Dispose()
    {
        foreach (var statement in _statements) statement.Dispose();
        _statements.Clear();
        Sqlite3.Close(_handle);
        _handle = 0;
    }
}
