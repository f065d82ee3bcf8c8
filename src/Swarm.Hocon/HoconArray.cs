using System.Collections;

namespace Swarm.Hocon;

/// <summary>A resolved array.</summary>
public sealed class HoconArray : HoconValue, IReadOnlyList<HoconValue>
{
    readonly IReadOnlyList<HoconValue> _elements;

    internal HoconArray(IReadOnlyList<HoconValue> elements, HoconOrigin origin)
        : base(origin)
    {
        _elements = elements;
        var depth = 0;
        long size = 2;
        for (var i = 0; i < elements.Count; i++)
        {
            depth = Math.Max(depth, elements[i].Depth + 1);
            size += elements[i].Size;
        }
        Depth = depth;
        Size = size;
    }

    public override HoconKind Kind => HoconKind.Array;

    public int Count => _elements.Count;

    internal override int Depth { get; }

    internal override long Size { get; }

    public HoconValue this[int index] => _elements[index];

    public IEnumerator<HoconValue> GetEnumerator() => _elements.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
