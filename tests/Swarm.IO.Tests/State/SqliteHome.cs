using Swarm.Domain.Frontier;
using Swarm.Domain.Writing;
using Swarm.IO.State;

namespace Swarm.IO.Tests.State;

/// <summary>A job's folder on disk; a kill is a copy of its files as they are, opened elsewhere.</summary>
public sealed class SqliteHome : IFrontierHome
{
    /// <summary>In memory where that is to be had: a kill is no power cut.</summary>
    readonly string _root = Directory.CreateDirectory(
        Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"swarm-state-{Guid.NewGuid():n}")).FullName;

    readonly List<IFrontier> _opened = [];
    int _copies;

    public SqliteHome() => Folder = new StateFolder(Path.Combine(_root, "0"));

    public StateFolder Folder { get; private set; }

    public SqliteFrontier Open(Durability durability = Durability.Process, bool tellRepeats = false)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Folder.Folder)!);
        var frontier = SqliteFrontier.Open(Folder, durability, TimeProvider.System, tellRepeats);
        _opened.Add(frontier);
        return frontier;
    }

    IFrontier IFrontierHome.Open(bool tellRepeats) => Open(tellRepeats: tellRepeats);

    public IFrontier OpenAfterKill()
    {
        Folder = CopyAsKilled();
        return Open();
    }

    /// <summary>The files as a kill leaves them. The shared-memory file is made anew by SQLite.</summary>
    public StateFolder CopyAsKilled()
    {
        var copy = new StateFolder(Path.Combine(_root, (++_copies).ToString()));
        Directory.CreateDirectory(copy.Folder);
        foreach (var name in new[] { "state.db", "state.db-wal", "seal", "owner" })
            if (File.Exists(Path.Combine(Folder.Folder, name)))
                File.Copy(Path.Combine(Folder.Folder, name), Path.Combine(copy.Folder, name));
        return copy;
    }

    public void Dispose()
    {
        foreach (var frontier in _opened) frontier.Dispose();
        Directory.Delete(_root, recursive: true);
    }
}

public sealed class SqliteFrontierTests() : FrontierContract(() => new SqliteHome());
