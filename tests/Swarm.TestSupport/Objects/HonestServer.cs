using System.Globalization;
using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.TestSupport.Objects;

/// <summary>What RFC 9110 (sections 13 and 14) has a server answer to a request for an object.</summary>
static class HonestServer
{
    public static ObjectReply Answer(ObjectAsk ask)
    {
        var version = ask.Object.Current;
        var whole = new ObjectReply(200, version) { Fields = FieldsOf(ask.Object, version), Count = version.Content.Length, HasBody = ask.Method != "HEAD" };
        if (ask.IfMatch is { } match && match != "*" && match != version.ETag) return whole.Refusal(412);
        if (ask.IfNoneMatch is { } known && known == version.ETag) return whole with { Status = 304, HasBody = false };
        if (ask.Range is not { } range || !ask.Object.TakesRanges || !Holds(ask.IfRange, version)) return whole;
        return Resolve(range, version.Content.Length) is var (first, last)
            ? whole.Part(first, last)
            : whole.Refusal(416, ("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes */{version.Content.Length}")));
    }

    /// <summary>Both ends inclusive, or null where there is nothing to send.</summary>
    public static (long First, long Last)? Resolve(ByteRange range, long length)
    {
        var first = range.First ?? Math.Max(0, length - range.Last!.Value);
        var last = range.First is null ? length - 1 : Math.Min(range.Last ?? long.MaxValue, length - 1);
        return first <= last ? (first, last) : null;
    }

    /// <summary>Section 13.1.5: a weak tag never matches, a date must be the very one.</summary>
    static bool Holds(string? ifRange, ObjectVersion version) =>
        ifRange is null || (ifRange.StartsWith('"') ? ifRange == version.ETag : !ifRange.StartsWith("W/", StringComparison.Ordinal) && ifRange == version.LastModified);

    static IReadOnlyList<(string, string)> FieldsOf(ServedObject served, ObjectVersion version)
    {
        List<(string, string)> fields = [("Date", ObjectVersion.Date), ("Content-Type", "application/octet-stream")];
        if (served.TakesRanges) fields.Add(("Accept-Ranges", "bytes"));
        if (version.ETag is { } tag) fields.Add(("ETag", tag));
        if (version.LastModified is { } date) fields.Add(("Last-Modified", date));
        return [.. fields, .. served.Fields];
    }
}
