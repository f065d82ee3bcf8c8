using System.Globalization;

namespace Swarm.Domain.Transfers;

/// <summary>How a body is delimited, or why its framing can't be trusted.</summary>
/// <param name="Length">Content-Length, or null.</param>
/// <param name="LengthUnknown">The body ends with the connection.</param>
/// <param name="HasBody">False where method or status rule a body out, whatever the fields say.</param>
/// <param name="Fault">Why the answer is to be refused, or null.</param>
public readonly record struct Framing(long? Length, bool LengthUnknown, bool HasBody, string? Fault)
{
    /// <summary>The bytes after which the body is complete; null where its last chunk, its stream or its connection ends it.</summary>
    public long? Expected => HasBody ? Length : 0;
}

/// <summary>
/// Reads a body's framing from the fields as received and refuses what is ambiguous (RFC 9112, section 6.3): a framing that is guessed
/// lets a cut download look complete.
/// </summary>
public static class FramingRules
{
    public static Framing Read(string method, int status, Version version, IReadOnlyList<Header> headers)
    {
        string? length = null, coding = null;
        for (var i = 0; i < headers.Count; i++)
        {
            if (headers[i].Is("Content-Length")) length = Joined(length, headers[i].Value);
            else if (headers[i].Is("Transfer-Encoding")) coding = Joined(coding, headers[i].Value);
        }

        if (status == 101) return Refused("it switches to another protocol, which nobody asked for");
        var hasBody = method != "HEAD" && status is not (204 or 304);
        return coding is not null ? WithCoding(coding.Trim(), length, hasBody)
            : length is not null ? WithLength(length, hasBody)
            : new Framing(null, hasBody && version.Major < 2, hasBody, null);
    }

    static Framing WithCoding(string coding, string? length, bool hasBody) =>
        length is not null ? Refused("it has both Content-Length and Transfer-Encoding")
        : coding.Equals("chunked", StringComparison.OrdinalIgnoreCase) ? new Framing(null, false, hasBody, null)
        : coding.Equals("identity", StringComparison.OrdinalIgnoreCase) ? new Framing(null, hasBody, hasBody, null)
        : Refused("its Transfer-Encoding is not 'chunked' alone");

    // A list of one and the same number is that number (RFC 9110, section 8.6).
    static Framing WithLength(string value, bool hasBody)
    {
        var comma = value.IndexOf(',', StringComparison.Ordinal);
        var first = (comma < 0 ? value : value[..comma]).Trim(' ', '\t');
        for (var rest = value; comma >= 0; comma = rest.IndexOf(',', StringComparison.Ordinal))
        {
            rest = rest[(comma + 1)..];
            var end = rest.IndexOf(',', StringComparison.Ordinal);
            if (!rest.AsSpan(0, end < 0 ? rest.Length : end).Trim(" \t").SequenceEqual(first))
                return Refused("its Content-Length has two values");
        }

        return long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? new Framing(length, false, hasBody, null)
            : Refused("its Content-Length is no number");
    }

    static string Joined(string? before, string value) => before is null ? value : before + "," + value;

    static Framing Refused(string why) => new(null, false, true, why);
}
