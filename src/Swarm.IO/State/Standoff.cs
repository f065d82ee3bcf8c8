using Swarm.Domain.Frontier;
using Swarm.Domain.Naming;

namespace Swarm.IO.State;

/// <summary>
/// Holds moves of files back until nobody in flight writes to their names any more, and hands them out in stages: within one, no file gets a name that
/// another gives up, so that a stage which was made and not struck off before a kill can be made again. Who wants such a name waits here as well;
/// who is in flight itself and can't wait writes by a detour. In memory alone: the moves are journaled, and after a crash nobody is in flight.
/// </summary>
sealed class Standoff
{
    readonly HashSet<long> _writers = [];
    readonly List<NameMove> _moves = [];
    readonly Dictionary<NameMove, long> _given = [];
    readonly List<Lease> _waiting = [];
    readonly Dictionary<long, string> _detours = [];

    /// <summary>Keys of the names that files are being moved away from, now or later.</summary>
    readonly HashSet<ulong> _busy = [];

    /// <summary>True where moves are decided upon that are not known to be made.</summary>
    public bool IsOn => HasMore || _given.Count > 0;

    /// <summary>True where some of them are still to be handed out.</summary>
    public bool HasMore => _writers.Count > 0 || _moves.Count > 0;

    public void Hold(NameMove move)
    {
        _moves.Add(move);
        _busy.Add(NameRules.Key(move.From));
    }

    /// <summary>Takes note of a writer whose name is given away.</summary>
    public void AwaitWriter(long id, NameMove move)
    {
        _writers.Add(id);
        Hold(move);
    }

    /// <summary>Takes note of a writer whose name is not free yet.</summary>
    public void Detour(long id, NameMove move)
    {
        _detours.Add(id, move.From);
        AwaitWriter(id, move);
    }

    /// <summary>Where a bundle in flight writes to for the time being, or null where that is its own name.</summary>
    public string? DetourOf(long id) => _detours.GetValueOrDefault(id);

    /// <summary>True where a file that is to be moved stands in the way.</summary>
    public bool IsBusy(string path) => IsIn(_busy, path);

    /// <summary>True where the lease has to wait, and does so here.</summary>
    public bool Holds(Lease lease)
    {
        if (lease.Path is not { } path || !IsBusy(path)) return false;
        _waiting.Add(lease);
        return true;
    }

    /// <summary>Gives one who waits another name; false where it does not wait here.</summary>
    public bool Rename(long id, string path)
    {
        var index = _waiting.FindIndex(lease => lease.Id == id);
        if (index >= 0) _waiting[index] = _waiting[index] with { Path = path };
        return index >= 0;
    }

    /// <summary>A lease has ended: it writes no more, and makes no moves.</summary>
    public void Settled(long id)
    {
        if (!IsOn) return;
        _writers.Remove(id);
        Struck([.. from given in _given where given.Value == id select given.Key]);
    }

    /// <summary>Moves that were handed out are made.</summary>
    public void Struck(IReadOnlyList<NameMove> moves)
    {
        foreach (var move in moves) _given.Remove(move);
        if (IsOn) return;
        _busy.Clear();
        _detours.Clear();
    }

    /// <summary>What may go on: the next stage, once no writer is left and the stage before is made; with the last one who waited for it.</summary>
    /// <param name="maker">The bundle in flight that is to make the moves, or 0.</param>
    public Handover Release(long maker = 0)
    {
        if (_writers.Count > 0 || _given.Count > 0 || _moves.Count + _waiting.Count == 0) return Handover.None;
        var stage = NextStage();
        foreach (var move in stage) _given[move] = maker;
        if (_moves.Count > 0) return new Handover(stage, []);
        var released = new Handover(stage, [.. _waiting]);
        _waiting.Clear();
        return released;
    }

    List<NameMove> NextStage()
    {
        var left = new HashSet<ulong>();
        var count = 0;
        for (; count < _moves.Count && !IsIn(left, _moves[count].To); count++) left.Add(NameRules.Key(_moves[count].From));
        var stage = _moves.GetRange(0, count);
        _moves.RemoveRange(0, count);
        return stage;
    }

    static bool IsIn(HashSet<ulong> names, string path) =>
        names.Count > 0 && (names.Contains(NameRules.Key(path)) || NameRules.Folders(path).Any(folder => names.Contains(NameRules.Key(folder))));
}
