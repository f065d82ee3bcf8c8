using System.Collections;

namespace Swarm.Hocon;

/// <summary>A resolved array.</summary>
public sealed class HoconArray : HoconValue, IReadOnlyList<HoconValue>
{
    readonly HoconValue[] _elements;

    internal HoconArray(HoconValue[] elements, HoconOrigin origin)
        : base(origin)
    {
        _elements = elements;
        long size = 2;
        foreach (var element in elements)
        {
            Depth = Math.Max(Depth, element.Depth + 1);
            size += element.Size;
        }
        Size = size;
    }

    public override HoconKind Kind => HoconKind.Array;

    public int Count => _elements.Length;

    internal override int Depth { get; }

    internal override long Size { get; }

    internal ReadOnlySpan<HoconValue> Elements => _elements;

    public HoconValue this[int index] => _elements[index];

    public IEnumerator<HoconValue> GetEnumerator() => ((IEnumerable<HoconValue>)_elements).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
