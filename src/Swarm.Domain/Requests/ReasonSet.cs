using System.Collections;
using System.Runtime.CompilerServices;

namespace Swarm.Domain.Requests;

/// <summary>A set of failure reasons, compared by its members, so that options which hold one can be compared.</summary>
[CollectionBuilder(typeof(ReasonSet), nameof(Of))]
public sealed record ReasonSet : IEnumerable<Reason>
{
    readonly uint _bits;

    ReasonSet(uint bits) => _bits = bits;

    public static ReasonSet Of(ReadOnlySpan<Reason> reasons)
    {
        var bits = 0u;
        foreach (var reason in reasons) bits |= 1u << (int)reason;
        return new ReasonSet(bits);
    }

    /// <summary>Reads names with spaces or commas between them.</summary>
    /// <exception cref="FormatException">Names what is no reason, and the reasons there are.</exception>
    public static ReasonSet Parse(string text)
    {
        var bits = 0u;
        foreach (var name in text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!ReasonNames.TryParse(name, out var reason) || reason == Reason.None)
                throw new FormatException($"'{name}' is no reason; known: {string.Join(", ", ReasonNames.All.Skip(1))}");
            bits |= 1u << (int)reason;
        }

        return new ReasonSet(bits);
    }

    public bool Contains(Reason reason) => (_bits >> (int)reason & 1) == 1;

    /// <summary>In the order of the closed list.</summary>
    public IEnumerator<Reason> GetEnumerator()
    {
        for (var bit = 0; bit < 32; bit++)
            if (Contains((Reason)bit)) yield return (Reason)bit;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(' ', this.Select(ReasonNames.Of));
}
