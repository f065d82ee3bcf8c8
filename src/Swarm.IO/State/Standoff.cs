using Swarm.Domain.Frontier;
using Swarm.Domain.Naming;

namespace Swarm.IO.State;

/// <summary>
/// Holds back who got a name that a bundle in flight is still writing to, until that one has settled and its file is moved. In memory alone:
/// the moves are journaled, and after a crash nobody is in flight.
/// </summary>
sealed class Standoff
{
    readonly HashSet<long> _writers = [];
    readonly List<NameMove> _moves = [];
    readonly List<Lease> _waiting = [];

    public bool IsOn => _writers.Count > 0;

    /// <summary>Takes note of a writer whose name is given away.</summary>
    public void AwaitWriter(long id, NameMove move)
    {
        _writers.Add(id);
        _moves.Add(move);
    }

    public void Hold(NameMove move) => _moves.Add(move);

    /// <summary>True where the lease has to wait, and does so here.</summary>
    public bool Holds(Lease lease)
    {
        if (!IsOn || lease.Path is not { } path || !_moves.Exists(m => IsAtOrBelow(path, m.From))) return false;
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

    /// <summary>A lease has ended: it writes no more.</summary>
    public void Settled(long id)
    {
        if (_writers.Count > 0) _writers.Remove(id);
    }

    /// <summary>What may go on, once no writer is left.</summary>
    public Handover Release()
    {
        if (IsOn || (_moves.Count == 0 && _waiting.Count == 0)) return Handover.None;
        var released = new Handover([.. _moves], [.. _waiting]);
        _moves.Clear();
        _waiting.Clear();
        return released;
    }

    static bool IsAtOrBelow(string path, string name) =>
        NameRules.Same(path, name) || NameRules.Folders(path).Any(folder => NameRules.Same(folder, name));
}
