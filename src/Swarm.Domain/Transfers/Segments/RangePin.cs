namespace Swarm.Domain.Transfers.Segments;

/// <summary>
/// What pins ranges to one version of an object: a strong entity-tag (RFC 9110, section 8.8.3) before a modification date that is old enough to
/// be strong (section 8.8.2.2). The default pins nothing.
/// </summary>
public readonly record struct RangePin
{
    const string GenerationField = "x-goog-generation";

    static readonly TimeSpan OldEnough = TimeSpan.FromSeconds(60);

    RangePin(string? etag, string? modified, string? generation)
    {
        ETag = etag;
        LastModified = modified;
        Generation = generation;
    }

    public static RangePin None => default;

    /// <summary>As received, quotes and all; or null.</summary>
    public string? ETag { get; }

    /// <summary>As received; or null.</summary>
    public string? LastModified { get; }

    /// <summary>Google's, as received; or null. It pins beside the others, not in their place.</summary>
    public string? Generation { get; }

    public bool IsNone => ETag is null && LastModified is null;

    /// <summary>What an answer offers to pin later ranges to.</summary>
    public static RangePin Of(ResponseHead head)
    {
        var etag = head.Headers.Single("ETag");
        var modified = head.Headers.Single("Last-Modified");
        var isOld = modified is not null && head.Headers.Single("Date") is { } date && HttpDate.Parse(date) - HttpDate.Parse(modified) >= OldEnough;
        return new RangePin(etag is not null && IsStrong(etag) ? etag : null, isOld ? modified : null, Number(head.Headers.Single(GenerationField)));
    }

    /// <summary>What <see cref="ToValidators"/> gave to be stored.</summary>
    public static RangePin Of(Validators stored)
    {
        if (stored.ETag is { } etag && !IsStrong(etag)) return None;
        return new RangePin(stored.ETag, stored.LastModified is { } modified && HttpDate.Parse(modified) is not null ? modified : null, Number(stored.Generation));
    }

    /// <summary>The next rung of the ladder, for a server that does not honour its own ETag: pinned by the date alone, if at all.</summary>
    public RangePin ByDate() => new(null, LastModified, Generation);

    /// <summary>Only what pins, to be stored.</summary>
    public Validators ToValidators() => new(ETag, LastModified) { Generation = Generation };

    /// <summary>
    /// The field that makes a range depend on this version: If-Range (section 13.1.5), by which another version is sent whole, or If-Match and
    /// If-Unmodified-Since, by which it is refused with 412. Null where nothing pins.
    /// </summary>
    public Header? Condition(bool ifMatch) =>
        ETag is not null ? new Header(ifMatch ? "If-Match" : "If-Range", ETag)
        : LastModified is not null ? new Header(ifMatch ? "If-Unmodified-Since" : "If-Range", LastModified)
        : null;

    /// <summary>The field by which Google refuses to read another version than this with 412: for requests that it authorises by their fields. Null where there is none.</summary>
    public Header? GenerationCondition => Generation is { } generation ? new Header("x-goog-if-generation-match", generation) : null;

    /// <summary>A later answer names another version. What it leaves unsaid contradicts nothing, and the same ETag outweighs another date.</summary>
    public bool Contradicts(ResponseHead head) => Contradiction(head) is not null;

    /// <summary>The field that names another version, as this pin and as the answer have it; or null.</summary>
    internal (string Field, string Was, string Is)? Contradiction(ResponseHead head)
    {
        if (ETag is not null && head.Headers.Find("ETag") is { } etag)
        {
            if (!etag.AsSpan().Trim(" \t").SequenceEqual(ETag)) return ("ETag", ETag, etag);
            return Generation is not null && Number(head.Headers.Single(GenerationField)) is { } other && other != Generation ? ("generation", Generation, other) : null;
        }

        return LastModified is not null && head.Headers.Find("Last-Modified") is { } modified && !SameDate(modified, LastModified)
            ? ("Last-Modified", LastModified, modified) : null;
    }

    static string? Number(string? text) => text is { Length: > 0 and < 20 } && !text.AsSpan().ContainsAnyExceptInRange('0', '9') ? text : null;

    static bool SameDate(string a, string b) => a == b || (HttpDate.Parse(a) is { } date && date == HttpDate.Parse(b));

    // Beyond ASCII a tag may not come back to the server as it was sent.
    static bool IsStrong(string tag) =>
        tag.Length >= 2 && tag[0] == '"' && tag[^1] == '"'
        && !tag.AsSpan(1, tag.Length - 2).ContainsAnyExceptInRange('!', '~') && !tag.AsSpan(1, tag.Length - 2).Contains('"');
}
