using System.Globalization;

namespace Swarm.Domain.Transfers;

/// <summary>
/// Which bytes an answer holds (RFC 9110, section 14.4): <c>bytes 0-499/1234</c>, <c>bytes 0-499/*</c>, or of a range that can't be satisfied
/// <c>bytes */1234</c>.
/// </summary>
/// <param name="First">Null: the range could not be satisfied.</param>
/// <param name="Last">Inclusive; null where <paramref name="First"/> is.</param>
/// <param name="Total">Length of the whole object; null where the server does not know it.</param>
public readonly record struct ContentRange(long? First, long? Last, long? Total)
{
    /// <summary>The bytes that the range covers; 0 where it could not be satisfied.</summary>
    public long Length => First is { } first && Last is { } last ? last - first + 1 : 0;

    /// <summary>Reads a field's value; false for all that the grammar does not have, and where first ≤ last &lt; total does not hold.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ContentRange range)
    {
        range = default;
        text = text.Trim(" \t");
        if (!text.StartsWith("bytes ", StringComparison.OrdinalIgnoreCase)) return false;
        text = text["bytes ".Length..];
        var slash = text.IndexOf('/');
        if (slash < 0 || !TryTotal(text[(slash + 1)..], out var total)) return false;
        text = text[..slash];
        if (text is "*")
        {
            range = new ContentRange(null, null, total);
            return total is not null;
        }

        var dash = text.IndexOf('-');
        if (dash < 0 || !Digits.TryParse(text[..dash], out var first) || !Digits.TryParse(text[(dash + 1)..], out var last)) return false;

        // So that the byte behind the last one can be told, too.
        if (first > last || last >= (total ?? long.MaxValue)) return false;
        range = new ContentRange(first, last, total);
        return true;
    }

    public override string ToString() =>
        First is null ? string.Create(CultureInfo.InvariantCulture, $"bytes */{Total}")
        : Total is null ? string.Create(CultureInfo.InvariantCulture, $"bytes {First}-{Last}/*")
        : string.Create(CultureInfo.InvariantCulture, $"bytes {First}-{Last}/{Total}");

    static bool TryTotal(ReadOnlySpan<char> text, out long? total)
    {
        total = null;
        if (text is "*") return true;
        if (!Digits.TryParse(text, out var value)) return false;
        total = value;
        return true;
    }
}
