using System.Globalization;
using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.Stores.Gcs;

/// <summary>What an answer of a resumable session says.</summary>
enum SessionStep
{
    /// <summary>308: go on from <see cref="SessionAnswer.Held"/>.</summary>
    Held,

    /// <summary>200 or 201: the object is there; the body is its resource.</summary>
    Completed,

    /// <summary>404 or 410: a new session is needed.</summary>
    Gone,

    /// <summary>Any other status, or a range that can't be.</summary>
    Refused,
}

/// <param name="Held">Bytes from the start on that the server has.</param>
readonly record struct SessionAnswer(SessionStep Step, long Held, UploadFault? Fault);

/// <summary>Google's protocol of resumable uploads, without sending anything: what to ask, and what an answer means.</summary>
static class ResumableRules
{
    /// <summary>All chunks but the last are multiples of it: one that is not makes the session unusable.</summary>
    public const int Unit = 256 << 10;

    public const int PermanentRedirect = 308;

    /// <summary>Content-Range of a request whose body is <paramref name="length"/> bytes: <c>bytes 0-5/*</c>, <c>bytes 6-9/10</c>; of none, <c>bytes */10</c>.</summary>
    public static string ContentRange(long first, long length, long? total)
    {
        var whole = total?.ToString(CultureInfo.InvariantCulture) ?? "*";
        return length > 0 ? string.Create(CultureInfo.InvariantCulture, $"bytes {first}-{first + length - 1}/{whole}") : "bytes */" + whole;
    }

    /// <summary>The object's length, as it is known once a chunk was read: one that is not full is the last.</summary>
    public static long? TotalAfter(long first, int length, int chunkSize, long? total) => total ?? (length < chunkSize ? first + length : null);

    /// <summary>Judges the answer to a chunk or to a status query.</summary>
    /// <param name="sent">Bytes from the start on that were ever sent: the server can't hold more; null: not known.</param>
    public static SessionAnswer Judge(ResponseHead head, long? sent) => head.Status switch
    {
        200 or 201 => new SessionAnswer(SessionStep.Completed, 0, null),
        PermanentRedirect => Held(head.Headers.Find("Range"), sent),
        404 or 410 => new SessionAnswer(SessionStep.Gone, 0, UploadFault.Of(UploadError.SessionGone, "The session is gone: status code", head.Status)),
        _ => new SessionAnswer(SessionStep.Refused, 0, UploadFault.Status(head.Status, 200, PermanentRedirect)),
    };

    // Without a range nothing is held: that is how the server says so, before the first byte and after a loss.
    static SessionAnswer Held(string? range, long? sent)
    {
        if (range is null) return new SessionAnswer(SessionStep.Held, 0, null);
        if (!TryHeld(range, out var held))
            return Refused("Unexpected \"range\" header", range, "Expected to be of the form \"bytes=0-{end}\"");
        return held > sent
            ? Refused("The \"range\" header", range, "is beyond what was sent:", sent.Value)
            : new SessionAnswer(SessionStep.Held, held, null);
    }

    static SessionAnswer Refused(params object[] arguments) => new(SessionStep.Refused, 0, UploadFault.Of(UploadError.Range, arguments));

    static bool TryHeld(string range, out long held)
    {
        held = 0;
        var text = range.AsSpan().Trim(" \t");
        if (!text.StartsWith("bytes=0-", StringComparison.OrdinalIgnoreCase)) return false;
        text = text["bytes=0-".Length..];
        if (text.IsEmpty || text.ContainsAnyExceptInRange('0', '9')) return false;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var last) || last == long.MaxValue) return false;
        held = last + 1;
        return true;
    }
}
