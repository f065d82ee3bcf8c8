using Swarm.Domain.Writing;
using Swarm.IO.State.Sqlite;

namespace Swarm.IO.State;

/// <summary>
/// The locked folder, the one connection that writes and checkpoints (SQLite before 3.51.3 may lose commits where one connection writes while
/// another checkpoints), and transactions that either commit or end the store's life: after a failed one nothing more is written.
/// </summary>
sealed class Store : IDisposable
{
    readonly StateFolder _folder;
    readonly JobLock _lock;
    readonly Statement _begin;
    readonly Statement _commit;
    StateException? _broken;
    bool _isBegun;

    Store(StateFolder folder, JobLock held, Database database)
    {
        (_folder, _lock, Database) = (folder, held, database);
        (_begin, _commit) = (database.Prepare("BEGIN IMMEDIATE"), database.Prepare("COMMIT"));
    }

    public Database Database { get; }

    /// <summary>False once a transaction has failed.</summary>
    public bool IsSound => _broken is null;

    public static Store Open(StateFolder folder, Durability durability, TimeProvider time) => Open(folder, durability, JobLock.Acquire(folder, time));

    /// <summary>Takes the lock over, also where it fails.</summary>
    public static Store Open(StateFolder folder, Durability durability, JobLock held)
    {
        Database? database = null;
        try
        {
            var (existed, isSealed) = (folder.Exists, folder.Exists && folder.IsSealed());
            if (existed && !isSealed) Recognise(folder);
            folder.BreakSeal();
            database = Database.Open(folder.Database, Access.Write);
            Schema.Prepare(database, durability);
            if (existed && !isSealed) Inspect(database);
            return new Store(folder, held, database);
        }
        catch (Exception e)
        {
            database?.Dispose();
            held.Dispose();
            if (e is IOException or UnauthorizedAccessException)
                throw new StateException(StateFault.Disk, folder.Folder, e.Message, "Check permissions and free space", e);
            throw;
        }
    }

    /// <summary>Runs a change as one transaction, durable when this returns, together with what waited for it.</summary>
    public void Change(Action change) => Run(change, commits: true);

    /// <summary>Runs a change that becomes durable with the next one.</summary>
    public void ChangeLater(Action change) => Run(change, commits: false);

    void Run(Action change, bool commits)
    {
        if (_broken is not null) throw _broken;
        try
        {
            if (!_isBegun) _begin.Run();
            _isBegun = true;
            change();
            if (!commits) return;
            _commit.Run();
            _isBegun = false;
        }
        catch (Exception e)
        {
            _broken = e as StateException ?? new StateException(StateFault.Disk, Database.Path, $"a change was not completed ({e.Message})",
                "Run the same command again: it goes on", e);
            throw;
        }
    }

    /// <summary>Closes without the seal: the next opening looks again.</summary>
    public void Abandon()
    {
        Database.Dispose();
        _lock.Dispose();
    }

    /// <summary>Closes the file, which checkpoints it, and seals it if all went well.</summary>
    public void Dispose()
    {
        Database.Dispose();
        if (_broken is null && !_folder.HasLog) _folder.PutSeal();
        _lock.Dispose();
    }

    /// <summary>A file that is not ours is not even opened for writing.</summary>
    static void Recognise(StateFolder folder)
    {
        // With a journal beside it, its making was cut off: only a writer can roll that back (afterwards there is but the log).
        if (new FileInfo(folder.Database).Length == 0 || File.Exists(folder.Database + "-journal")) return;
        using var database = Database.Open(folder.Database, Access.Read);
        if (!Schema.IsEmpty(database)) Schema.Recognise(database);
    }

    static void Inspect(Database database)
    {
        Schema.Inspect(database);
        ClaimTable.Inspect(database);
    }
}
