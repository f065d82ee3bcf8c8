using Swarm.Engine.Transferring;

namespace Swarm.Engine.Requesting;

/// <summary>Objects of one origin that further connections would be of use to. Used by one actor.</summary>
sealed class SharedObjects
{
    readonly List<Lend> _objects = [];

    /// <param name="shared">An object that is led at this origin, or whose mirror is here.</param>
    public void Add(Lend shared) => _objects.Add(shared);

    public void Remove(long id)
    {
        for (var i = _objects.Count - 1; i >= 0; i--)
            if (_objects[i].Transfer.Work.Id == id) _objects.RemoveAt(i);
    }

    /// <summary>The object that has fewest connections of those that want one; null: none does.</summary>
    /// <param name="isFull">The origin has all that its pace allows, or other bundles wait for it: only an object whose connections were asked for by number gets one more.</param>
    public Lend? Next(bool isFull)
    {
        if (_objects.Count == 0) return null;
        _objects.RemoveAll(o => o.Transfer.IsOver);
        Lend? next = null;
        foreach (var shared in _objects)
        {
            if ((isFull && !shared.Transfer.IsAskedFor) || !shared.Transfer.WantsHelp) continue;
            if (next is null || shared.Transfer.Connections < next.Transfer.Connections) next = shared;
        }

        return next;
    }
}
