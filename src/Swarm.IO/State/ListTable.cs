using Swarm.Domain.Frontier;
using Swarm.Domain.Lists;
using Swarm.IO.State.Sqlite;

namespace Swarm.IO.State;

/// <summary>How far each list has been read.</summary>
sealed class ListTable(Database database)
{
    readonly Statement _put = database.Prepare("REPLACE INTO list VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    readonly Statement _find = database.Prepare("SELECT * FROM list WHERE fingerprint = ?1");

    public void Put(SourceMark mark)
    {
        var (entries, line, file, within, faults) = mark.Position;
        _put.Bind(1, mark.Fingerprint).Bind(2, entries).Bind(3, line).Bind(4, file).Bind(5, within).Bind(6, faults).BindSum(7).Run();
    }

    public SourcePosition? Find(string fingerprint)
    {
        if (!_find.Bind(1, fingerprint).Step()) return null;
        _find.Verify(6, "list");
        var position = new SourcePosition(_find.Int64(1), _find.Int64(2), _find.Int32(3), _find.Int64(4), _find.Int64(5));
        _find.Reset();
        return position;
    }
}
