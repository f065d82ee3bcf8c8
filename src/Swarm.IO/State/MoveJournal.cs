using Swarm.Domain.Frontier;
using Swarm.IO.State.Sqlite;

namespace Swarm.IO.State;

/// <summary>Moves of files that are decided upon and not yet known to be done, in the order to do them in.</summary>
sealed class MoveJournal(Database database)
{
    readonly Statement _add = database.Prepare("INSERT INTO move(seq, id, source, target, sum) VALUES (NULL, ?1, ?2, ?3, ?4)");
    readonly Statement _delete = database.Prepare("DELETE FROM move WHERE id = ?1 AND source = ?2 AND target = ?3");

    public void Add(NameMove move) => _add.Bind(1, move.Id).Bind(2, move.From).Bind(3, move.To).BindSum(4).Run();

    public void Delete(NameMove move) => _delete.Bind(1, move.Id).Bind(2, move.From).Bind(3, move.To).Run();

    public List<NameMove> ReadAll()
    {
        var moves = new List<NameMove>();
        using var all = database.PrepareOnce("SELECT id, source, target, sum FROM move ORDER BY seq");
        while (all.Step())
        {
            all.Verify(3, "move");
            moves.Add(new NameMove(all.Int64(0), all.Text(1)!, all.Text(2)!));
        }

        return moves;
    }
}
