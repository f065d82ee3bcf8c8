using System.Globalization;

namespace Swarm.Domain;

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

    /// <summary>The range from one byte to another, both included: a negative start counts from the end, no start is the first byte. Neither: null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The end lies before the start, or before the first byte; or a start from the end has an end as well.</exception>
    public static ByteRange? Of(long? start, long? end)
    {
        if (start < 0 && (end is not null || start == long.MinValue))
            throw new ArgumentOutOfRangeException(nameof(start), start, "A range counted from the object's end has no end of its own.");
        if (end < (start ?? 0)) throw new ArgumentOutOfRangeException(nameof(end), end, "The range ends before it begins.");
        return start is null && end is null ? null
            : start < 0 ? new ByteRange(null, -start)
            : new ByteRange(start ?? 0, end);
    }

    /// <summary>
    /// The bytes that are meant of an object of <paramref name="size"/> bytes, from start up to, not including, end; null where the range can't be
    /// satisfied. More than there is means all there is.
    /// </summary>
    public (long Start, long End)? Resolve(long size)
    {
        if (First is not { } first) return Last is { } suffix and > 0 ? (Math.Max(0, size - suffix), size) : null;
        if (first >= size) return null;
        return (first, Last < size ? Last.Value + 1 : size);
    }

    /// <summary>As a request's Range field.</summary>
    public Header ToHeader() => new("Range", string.Create(CultureInfo.InvariantCulture, $"bytes={First}-{Last}"));

    /// <summary>As it stands after <c>bytes=</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");

    static bool TryNumber(ReadOnlySpan<char> text, out long? number)
    {
        number = null;
        if (text.IsEmpty) return true;
        if (!Digits.TryParse(text, out var value)) return false;
        number = value;
        return true;
    }
}
