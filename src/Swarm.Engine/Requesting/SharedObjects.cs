using Swarm.Engine.Transferring;

namespace Swarm.Engine.Requesting;

/// <summary>Objects of one origin that further connections would be of use to. Used by one actor.</summary>
sealed class SharedObjects
{
    /// <summary>A server that refuses part after part is not asked on and on while one connection goes well.</summary>
    const int MostFruitless = 16;

    readonly List<Lend> _objects = [];
    readonly Dictionary<long, int> _fruitless = [];

    /// <param name="shared">An object that is led at this origin, or whose mirror is here.</param>
    public void Add(Lend shared) => _objects.Add(shared);

    /// <summary>A connection's end: after too many in a row that brought nothing the object gets no more of them.</summary>
    public void Helped(long id, bool isFruitless)
    {
        if (!isFruitless) _fruitless.Remove(id);
        else if ((_fruitless[id] = _fruitless.GetValueOrDefault(id) + 1) == MostFruitless) Remove(id);
    }

    public void Remove(long id)
    {
        _fruitless.Remove(id);
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
