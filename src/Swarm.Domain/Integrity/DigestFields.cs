using Swarm.Domain.Transfers;

namespace Swarm.Domain.Integrity;

/// <summary>
/// The fields by which a response promises digests: Repr-Digest and Content-Digest (RFC 9530), Digest (RFC 3230), Content-MD5 (RFC 1864) and
/// those of Google Cloud Storage, OSS and S3. Hashes are over the bytes that are stored: where the server coded or decoded them on the way, the
/// store's hash is not of what comes.
/// </summary>
public static class DigestFields
{
    static readonly Source[] Sources =
    [
        new("Repr-Digest", DigestReaders.Structured, _ => true),
        new("Content-Digest", DigestReaders.Structured, IsWhole),
        new("Digest", DigestReaders.Listed, _ => true),
        new("Content-MD5", DigestReaders.Single(DigestAlgorithm.Md5, DigestForms.Base64), head => IsWhole(head) && IsAsStored(head)),
        new("x-goog-hash", DigestReaders.Listed, IsAsStoredAtGoogle, IsStrict: true),
        new("x-oss-hash-crc64ecma", DigestReaders.Single(DigestAlgorithm.Crc64, DigestForms.Decimal), IsAsStored),
        Amazon("crc32c", DigestAlgorithm.Crc32C),
        Amazon("sha1", DigestAlgorithm.Sha1),
        Amazon("sha256", DigestAlgorithm.Sha256),
    ];

    static readonly DigestAlgorithm[] StrongestFirst =
    [
        DigestAlgorithm.Sha512, DigestAlgorithm.Sha256, DigestAlgorithm.Sha1, DigestAlgorithm.Md5, DigestAlgorithm.Crc64, DigestAlgorithm.Crc32C,
    ];

    /// <summary>What the answer to a GET promises of the whole representation. Of other statuses than 200 and 206: nothing.</summary>
    public static PromisedDigests Of(ResponseHead head)
    {
        if (head.Status is not (200 or 206)) return PromisedDigests.None;
        List<(Source Source, string Value)>? fields = null;
        for (var i = 0; i < head.Headers.Count; i++)
        {
            var header = head.Headers[i];
            if (MayPromise(header.Name) && Find(header.Name) is { } source && source.Applies(head)) Join(fields ??= [], source, header.Value);
        }

        return fields is null ? PromisedDigests.None : Read(fields);
    }

    /// <summary>Most fields are not looked at any closer: this is asked of each field of each answer.</summary>
    static bool MayPromise(string name) =>
        name.StartsWith("x-", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("Digest", StringComparison.OrdinalIgnoreCase) || name.EndsWith("-MD5", StringComparison.OrdinalIgnoreCase);

    static Source? Find(string name)
    {
        foreach (var source in Sources)
            if (source.Field.Equals(name, StringComparison.OrdinalIgnoreCase)) return source;
        return null;
    }

    // Several lines of one field are one list (RFC 9110, section 5.3).
    static void Join(List<(Source Source, string Value)> fields, Source source, string value)
    {
        var at = fields.FindIndex(field => field.Source == source);
        if (at < 0) fields.Add((source, value));
        else fields[at] = (source, $"{fields[at].Value}, {value}");
    }

    static PromisedDigests Read(List<(Source Source, string Value)> fields)
    {
        var promised = new List<PromisedDigest>();
        var unreadable = new List<string>();
        Failure? refusal = null;
        Span<Checksum?> found = new Checksum?[StrongestFirst.Length];
        foreach (var (source, value) in fields)
        {
            found.Clear();
            var reading = source.Read(value.AsSpan().Trim(" \t"), found);
            if (reading == DigestReading.Read) Add(promised, found, source.Field);
            else if (reading == DigestReading.Ambiguous && source.IsStrict) refusal = Refused(source, value);
            else unreadable.Add(source.Field);
        }

        var order = promised.OrderBy(p => Array.IndexOf(StrongestFirst, p.Checksum.Algorithm));
        return new PromisedDigests([.. order], unreadable, refusal);
    }

    static void Add(List<PromisedDigest> promised, Span<Checksum?> found, string field)
    {
        foreach (var digest in found)
            if (digest is { } checksum && !promised.Exists(p => p.Checksum == checksum)) promised.Add(new PromisedDigest(checksum, field));
    }

    static Failure Refused(Source source, string value) => new(
        Reason.Protocol, Stage.Head, $"the response's {source.Field} names one digest twice: {SafeText.Of(value, 200)}");

    // S3 gives a composite of the parts' sums, its count behind a hyphen, where it has none of the whole.
    static Source Amazon(string name, DigestAlgorithm algorithm)
    {
        var single = DigestReaders.Single(algorithm, DigestForms.Base64);
        return new Source(
            "x-amz-checksum-" + name,
            (value, found) => value.Contains('-') ? DigestReading.Read : single(value, found),
            head => IsAsStored(head) && !IsComposite(head));
    }

    static bool IsWhole(ResponseHead head) => head.Status == 200;

    static bool IsComposite(ResponseHead head) =>
        string.Equals(head.Headers.Find("x-amz-checksum-type"), "COMPOSITE", StringComparison.OrdinalIgnoreCase);

    // What a server codes as it sends, it can't state the length of.
    static bool IsAsStored(ResponseHead head) => Coding(head.Headers.Find("Content-Encoding")) == "identity" || head.Length is not null;

    // Decompressive transcoding: stored with gzip, sent without.
    static bool IsAsStoredAtGoogle(ResponseHead head) => head.Headers.Find("x-goog-stored-content-encoding") is { } stored
        ? string.Equals(Coding(stored), Coding(head.Headers.Find("Content-Encoding")), StringComparison.OrdinalIgnoreCase)
        : IsAsStored(head);

    static string Coding(string? field) => string.IsNullOrWhiteSpace(field) ? "identity" : field.Trim();

    /// <param name="Applies">Whether the field of this response is of the bytes that will be stored.</param>
    /// <param name="IsStrict">An ambiguous field is no reason to go on without it.</param>
    sealed record Source(string Field, DigestReader Read, Func<ResponseHead, bool> Applies, bool IsStrict = false);
}
