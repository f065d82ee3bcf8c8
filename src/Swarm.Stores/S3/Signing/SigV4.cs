using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Swarm.Domain;
using Swarm.Stores.S3.Credentials;

namespace Swarm.Stores.S3.Signing;

/// <summary>Signature Version 4 as S3 wants it: the path as it is on the wire, never encoded twice. Pure; time is the caller's.</summary>
static class SigV4
{
    public const string UnsignedPayload = "UNSIGNED-PAYLOAD";

    /// <summary>SHA-256 of nothing.</summary>
    public const string EmptyPayload = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>The fields with <c>x-amz-date</c>, <c>x-amz-content-sha256</c>, <c>x-amz-security-token</c> and <c>Authorization</c> added.</summary>
    public static IReadOnlyList<Header> Sign(
        string method, WebUrl url, IReadOnlyList<Header> headers, string payload, AwsKeys keys, SigningScope scope)
    {
        List<Header> signed = [.. headers.Where(h => !h.Is("x-amz-content-sha256")), new("x-amz-content-sha256", payload), new("x-amz-date", scope.Time)];
        if (keys.Token is { } token) signed.Add(new Header("x-amz-security-token", token));
        var (names, lines) = Fields(url, signed);
        var signature = Signature(Canonical(method, url, CanonicalQuery.Of(url.Query), lines, names, payload), keys, scope);
        signed.Add(new Header("Authorization", $"{Algorithm} Credential={keys.Id}/{scope}, SignedHeaders={names}, Signature={signature}"));
        return signed;
    }

    /// <summary>The URL with its authorisation in the query; whoever uses it must send <paramref name="headers"/> too.</summary>
    public static WebUrl Presign(string method, WebUrl url, IReadOnlyList<Header> headers, TimeSpan expires, AwsKeys keys, SigningScope scope)
    {
        var (names, lines) = Fields(url, headers);
        List<(string, string)> more =
        [
            ("X-Amz-Algorithm", Algorithm), ("X-Amz-Credential", $"{keys.Id}/{scope}"), ("X-Amz-Date", scope.Time),
            ("X-Amz-Expires", ((long)expires.TotalSeconds).ToString(CultureInfo.InvariantCulture)), ("X-Amz-SignedHeaders", names),
        ];
        if (keys.Token is { } token) more.Add(("X-Amz-Security-Token", token));
        var query = CanonicalQuery.Of(url.Query, more);
        var signature = Signature(Canonical(method, url, query, lines, names, UnsignedPayload), keys, scope);
        return url.WithTarget($"{url.Path}?{query}&X-Amz-Signature={signature}");
    }

    public static string Hash(ReadOnlySpan<byte> payload)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(payload, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>The request in the form that is signed; its hash is part of what is signed.</summary>
    internal static string Canonical(string method, WebUrl url, string query, string lines, string names, string payload) =>
        $"{method}\n{url.Path}\n{query}\n{lines}\n{names}\n{payload}";

    // What the HTTP engine or something on the way may add or change is left out.
    static bool IsSigned(Header header) =>
        !header.Is("Authorization") && !header.Is("User-Agent") && !header.Is("Accept-Encoding") && !header.Is("Connection") && !header.Is("Expect")
        && !header.Is("Host");

    internal static (string Names, string Lines) Fields(WebUrl url, IReadOnlyList<Header> headers)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = url.Origin.ToString()[(url.Origin.Scheme.Length + 3)..] };
        foreach (var header in headers)
        {
            if (!IsSigned(header)) continue;
            var name = header.Name.ToLowerInvariant();
            var value = Trimmed(header.Value);
            fields[name] = fields.TryGetValue(name, out var before) ? before + "," + value : value;
        }

        var lines = new StringBuilder();
        foreach (var (name, value) in fields) lines.Append(name).Append(':').Append(value).Append('\n');
        return (string.Join(';', fields.Keys), lines.ToString());
    }

    // Without white space at its ends, runs of spaces as one.
    static string Trimmed(string value)
    {
        value = value.Trim();
        return value.Contains("  ", StringComparison.Ordinal) ? string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries)) : value;
    }

    static string Signature(string canonical, AwsKeys keys, SigningScope scope)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var text = $"{Algorithm}\n{scope.Time}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
        HMACSHA256.HashData(SigningKey.Of(keys, scope), Encoding.UTF8.GetBytes(text), mac);
        return Convert.ToHexStringLower(mac);
    }
}
