using System.Globalization;

namespace Swarm.Domain.Transfers;

/// <summary>One range of an object's bytes as RFC 9110, section 14.1.2 has them: <c>0-499</c>, <c>500-</c>, or <c>-500</c>, the last 500.</summary>
/// <param name="First">Null: the last <paramref name="Last"/> bytes.</param>
/// <param name="Last">Inclusive; null: to the end.</param>
public readonly record struct ByteRange(long? First, long? Last)
{
    /// <summary>Reads a range with or without <c>bytes=</c> in front.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ByteRange range)
    {
        range = default;
        if (text.StartsWith("bytes=", StringComparison.OrdinalIgnoreCase)) text = text["bytes=".Length..];
        var dash = text.IndexOf('-');
        if (dash < 0 || !TryNumber(text[..dash], out var first) || !TryNumber(text[(dash + 1)..], out var last)) return false;
        if (first is null && last is null or 0 || first > last) return false;
        range = new ByteRange(first, last);
        return true;
    }

    /// <summary>As it stands after <c>bytes=</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");

    static bool TryNumber(ReadOnlySpan<char> text, out long? number)
    {
        number = null;
        if (text.IsEmpty) return true;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)) return false;
        number = value;
        return true;
    }
}
