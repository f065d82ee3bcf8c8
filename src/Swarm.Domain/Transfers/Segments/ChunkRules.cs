namespace Swarm.Domain.Transfers.Segments;

/// <summary>What an answer makes of a <see cref="ChunkState"/>: google.resumable_media's checks in its order, then those that it leaves out.</summary>
static class ChunkRules
{
    public static ChunkStep Judge(ChunkState state, ResponseHead head)
    {
        var asked = state.NextRange();
        if (head.Status == 416 && IsEmpty(head)) return Empty(state);
        if (IsOfAnother(state, head)) return Refused(state, ChunkFault.Of(ChunkError.Changed, "The object changed, the server no longer has", state.Pin.ETag ?? state.Pin.LastModified!));
        if (head.Status is not (200 or 206)) return BadStatus(state, head.Status);
        if (!head.Headers.Has("Content-Range")) return Missing(state, "content-range");
        if (head.Length is null && head.HttpVersion.Major < 2 && !head.Headers.Has("Transfer-Encoding")) return Missing(state, "content-length");
        if (Read(head) is not { } range) return BadRange(state, head, "Expected to be of the form \"bytes {start}-{end}/{total}\"");
        if (range.First != asked.First || range.Last > asked.Last) return BadRange(state, head, $"Expected to be within \"bytes {asked}\"");
        if (Change(state, head, range.Total!.Value) is { } change) return Refused(state, change);
        return head.Length is { } length && length != range.Length
            ? WrongLength(state, length, range.Length)
            : new ChunkStep(Next(state, head, range), range.Length, null);
    }

    public static ChunkStep WrongLength(ChunkState state, long expected, long received) =>
        Refused(state, ChunkFault.Of(ChunkError.Length, "Response is different size than content-length", "Expected", expected, "Received", received));

    static ContentRange? Read(ResponseHead head) =>
        head.Headers.Single("Content-Range") is { } text && ContentRange.TryParse(text, out var range) && range is { First: not null, Total: not null }
            ? range : null;

    /// <summary>What a condition on the version answers when it does not hold: If-Match with 412, If-Range with the whole.</summary>
    static bool IsOfAnother(ChunkState state, ResponseHead head) =>
        !state.Pin.IsNone && (head.Status == 412 || (head.Status == 200 && !head.Headers.Has("Content-Range")));

    static bool IsEmpty(ResponseHead head) => head.Headers.Single("Content-Range") == "bytes */0";

    static ChunkStep Empty(ChunkState state) => state.BytesDownloaded == 0
        ? new ChunkStep(state with { IsFinished = true }, 0, null)
        : Refused(state, ChunkFault.Of(ChunkError.Changed, "The object changed, its length was", state.TotalBytes!, "and is", 0));

    static ChunkFault? Change(ChunkState state, ResponseHead head, long total)
    {
        if (state.TotalBytes is { } known && known != total) return ChunkFault.Of(ChunkError.Changed, "The object changed, its length was", known, "and is", total);
        if (state.Pin.Contradiction(head) is var (field, was, now)) return ChunkFault.Of(ChunkError.Changed, $"The object changed, its {field} was", was, "and is", now);
        return state.Generation is { } generation && Generation(head) is { } other && other != generation
            ? ChunkFault.Of(ChunkError.Changed, "The object changed, its generation was", generation, "and is", other) : null;
    }

    static ChunkState Next(ChunkState state, ResponseHead head, ContentRange range)
    {
        var isFirst = state.TotalBytes is null;
        return state with
        {
            BytesDownloaded = state.BytesDownloaded + range.Length,
            TotalBytes = range.Total,
            IsFinished = range.Last >= state.End || range.Last >= range.Total - 1,
            Pin = isFirst ? RangePin.Of(head) : state.Pin,
            Generation = isFirst ? Generation(head) : state.Generation,
        };
    }

    static string? Generation(ResponseHead head) => head.Headers.Single("x-goog-generation");

    static ChunkStep BadStatus(ChunkState state, int status)
    {
        var fault = ChunkFault.Of(ChunkError.Status, "Request failed with status code", status, "Expected one of", 200, 206);
        return status is 408 or 429 or 500 or 502 or 503 or 504 ? new ChunkStep(state, 0, fault) : Refused(state, fault);
    }

    static ChunkStep Missing(ChunkState state, string field) =>
        Refused(state, ChunkFault.Of(ChunkError.MissingField, "Response headers must contain header", field));

    static ChunkStep BadRange(ChunkState state, ResponseHead head, string expectation) => Refused(state,
        ChunkFault.Of(ChunkError.ContentRange, "Unexpected content-range header", head.Headers.Find("Content-Range") ?? "", expectation));

    static ChunkStep Refused(ChunkState state, ChunkFault fault) => new(state with { IsInvalid = true }, 0, fault);
}
