namespace Swarm.Domain.Transfers.Segments;

/// <summary>
/// Judges answers to ranged requests (RFC 9110, section 14): a part is written only where the answer proves that it is the bytes asked for, of the
/// version asked for.
/// </summary>
public static class PartRules
{
    /// <param name="first">The first byte asked for.</param>
    /// <param name="last">The last one, inclusive; null: to the end.</param>
    /// <param name="total">The object's length as known before, or null.</param>
    /// <param name="pin">The version asked for.</param>
    /// <param name="head">The answer.</param>
    public static PartAnswer Judge(long first, long? last, long? total, RangePin pin, ResponseHead head)
    {
        if (head.Status == 412) return PartAnswer.Changed("the object has changed since its first part was fetched (412)");
        if (head.Status is not (200 or 206 or 416)) return new PartAnswer(PartVerdict.Other, 0, 0, total, null);
        if (pin.Contradiction(head) is var (field, was, now))
            return PartAnswer.Changed($"the object has changed since its first part was fetched: its {field} was {Quoted(was)} and is {Quoted(now)}");
        return head.Status switch
        {
            200 => Whole(total, head),
            206 => Part(first, last, total, head),
            _ => Unsatisfied(first, total, head),
        };
    }

    static PartAnswer Whole(long? total, ResponseHead head)
    {
        if (head.Headers.Find("Content-Range") is { } text && !(ContentRange.TryParse(text, out var range) && range.First == 0 && range.Length == range.Total))
            return PartAnswer.Refused($"the answer says with its status 200 that it is the whole object, and with its Content-Range '{Quoted(text)}' that it is a part");

        // The length of an encoded body is not that of the object.
        if (head.Headers.Coding() is not null) return new PartAnswer(PartVerdict.Whole, 0, long.MaxValue, null, null);
        if (total is { } known && head.Length is { } length && length != known) return PartAnswer.Changed(OtherLength(known, length));
        var all = head.Length ?? total;
        return new PartAnswer(PartVerdict.Whole, 0, all ?? long.MaxValue, all, null);
    }

    static PartAnswer Part(long first, long? last, long? total, ResponseHead head)
    {
        if (Fault(head, out var range) is { } fault) return PartAnswer.Refused(fault);
        if (total is { } known && range.Total is { } said && said != known) return PartAnswer.Changed(OtherLength(known, said));
        var (from, to) = (range.First!.Value, range.Last!.Value);
        if (from > first || to < first) return PartAnswer.Refused($"the answer holds the bytes {from} to {to}, but the byte {first} was asked for");
        if (to >= total) return PartAnswer.Refused($"the answer holds the bytes {from} to {to} of an object of {total} bytes");
        return new PartAnswer(PartVerdict.Part, first - from, Math.Min(to, last ?? to) + 1, range.Total ?? total, null);
    }

    /// <summary>What is wrong with a 206 whatever was asked for, or null and its range.</summary>
    static string? Fault(ResponseHead head, out ContentRange range)
    {
        range = default;
        var type = head.Headers.Find("Content-Type");
        if (type is not null && type.AsSpan().TrimStart().StartsWith("multipart/byteranges", StringComparison.OrdinalIgnoreCase))
            return "the answer comes in several parts (multipart/byteranges), but one range was asked for";
        if (!head.Headers.Has("Content-Range")) return "the answer is a part (206) but does not say which: it has no Content-Range";
        if (head.Headers.Single("Content-Range") is not { } text) return "the answer has two values of Content-Range";
        if (!ContentRange.TryParse(text, out range) || range.First is null) return $"its Content-Range '{Quoted(text)}' names no range of bytes";
        if (head.Headers.Coding() is { } coding) return $"the part is encoded with {Quoted(coding)}, but the object's own bytes were asked for";
        return head.Length is { } length && length != range.Length
            ? $"its Content-Length {length} is not the length of its Content-Range '{Quoted(text)}'" : null;
    }

    static PartAnswer Unsatisfied(long first, long? total, ResponseHead head)
    {
        var said = head.Headers.Single("Content-Range") is { } text && ContentRange.TryParse(text, out var range) && range.First is null ? range.Total : null;
        if (total is { } known && said is { } other && other != known) return PartAnswer.Changed(OtherLength(known, other));
        return (said ?? total) switch
        {
            null => PartAnswer.Refused("the server can't give the range (416) and does not say how long the object is"),
            0 => new PartAnswer(PartVerdict.Empty, 0, 0, 0, null),
            { } length when first >= length => new PartAnswer(PartVerdict.Beyond, 0, length, length, null),
            { } length => PartAnswer.Refused($"the server can't give the range (416), but its first byte {first} lies within the object's {length} bytes"),
        };
    }

    static string OtherLength(long was, long now) =>
        $"the object has changed since its first part was fetched: its length was {was} bytes and is {now}";

    static string Quoted(string text) => SafeText.Of(text, 80);
}
