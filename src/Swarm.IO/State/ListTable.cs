using Swarm.Domain.Frontier;
using Swarm.Domain.Lists;
using Swarm.IO.State.Sqlite;

namespace Swarm.IO.State;

/// <summary>How far each list has been read.</summary>
sealed class ListTable(Database database)
{
    readonly Statement _put = database.Prepare("REPLACE INTO list VALUES (?1, ?2, ?3, ?4, ?5)");
    readonly Statement _find = database.Prepare("SELECT * FROM list WHERE fingerprint = ?1");

    public void Put(SourceMark mark) => _put
        .Bind(1, mark.Fingerprint).Bind(2, mark.Position.Entries).Bind(3, mark.Position.Line).Bind(4, mark.Position.File).BindSum(5).Run();

    public SourcePosition? Find(string fingerprint)
    {
        if (!_find.Bind(1, fingerprint).Step()) return null;
        _find.Verify(4, "list");
        var position = new SourcePosition(_find.Int64(1), _find.Int64(2), _find.Int32(3));
        _find.Reset();
        return position;
    }
}
