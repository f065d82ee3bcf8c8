using Swarm.Domain;
using Swarm.Domain.Frontier;

namespace Swarm.IO.State;

/// <summary>Names, and files that make room for them.</summary>
public sealed partial class SqliteFrontier
{
    public NameGrant Claim(long id, string naturalPath)
    {
        var path = "";
        IReadOnlyList<NameMove> moves = [];
        List<Displacement> displaced = [];
        _store.ChangeLater(() =>
        {
            var item = _items.Read(id);
            var (before, wasOn) = (_names.PathOf(item), _standoff.IsOn);
            path = _names.ClaimLate(item, naturalPath, displaced);
            moves = Decide(displaced, maker: id);
            if (wasOn || _standoff.HasMore) path = Reachable(id, before, path);
        });
        // A file that moves must be on record first.
        if (displaced.Count > 0 || _standoff.IsOn) _store.Change(Commit);
        return new NameGrant(path, moves);
    }

    public Handover MovesDone(IReadOnlyList<NameMove> moves)
    {
        _store.Change(() =>
        {
            foreach (var move in moves) _journal.Delete(move);
        });
        UnfinishedMoves = [.. UnfinishedMoves.Except(moves)];
        _standoff.Struck(moves);
        return _standoff.Release();
    }

    /// <summary>
    /// Which files of the displaced move now; the others do when a writer is done. Also one that is pending may have a file: written, and the
    /// process killed before it was recorded.
    /// </summary>
    IReadOnlyList<NameMove> Decide(List<Displacement> displaced, long maker = 0)
    {
        foreach (var (id, from, to) in displaced)
        {
            if (id >= _totals.Next) continue; // added just now: nobody has begun it
            var move = Journaled(new NameMove(id, from, to));
            if (!_standoff.Rename(id, to) && _leases.Has(id)) _standoff.AwaitWriter(id, move);
            else _standoff.Hold(move);
        }

        return displaced.Count == 0 ? [] : _standoff.Release(maker).Moves;
    }

    /// <summary>Where a bundle in flight can write to now: its name, or a detour where that is not free yet.</summary>
    string Reachable(long id, string? before, string path)
    {
        if (before is not null && before != path) _standoff.Hold(Journaled(new NameMove(id, before, path)));
        if (_standoff.DetourOf(id) is { } known) return known;
        if (!_standoff.IsBusy(path)) return path;
        var move = new NameMove(id, _names.Detour(id, path), path);
        _standoff.Detour(id, Journaled(move));
        return move.From;
    }

    NameMove Journaled(NameMove move)
    {
        _journal.Add(move);
        return move;
    }
}
