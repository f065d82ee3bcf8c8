using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Swarm.Domain;

namespace Swarm.Stores.Gcs;

/// <summary>A V4 signature in a URL (GOOG4-RSA-SHA256), made of its parts; the key is another's.</summary>
/// <param name="Path">Encoded, as it goes on the wire.</param>
/// <param name="Signer">The service account's address.</param>
sealed record GcsSignature(string Method, string Host, string Path, TimeSpan Expires, IReadOnlyList<Header> Headers, DateTimeOffset Now, string Signer)
{
    const string Algorithm = "GOOG4-RSA-SHA256";

    /// <summary>How long a URL may be good.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>Parameters of the caller's own, signed too.</summary>
    public IReadOnlyList<(string Name, string Value)> Parameters { get; init; } = [];

    string Date => Now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    string Scope => Date[..8] + "/auto/storage/goog4_request";

    // Lower case, one line a name, folded white space.
    List<(string Name, string Value)> Fields =>
    [
        .. Headers.Append(new Header("host", Host)).GroupBy(header => header.Name.ToLowerInvariant())
            .Select(group => (group.Key, string.Join(',', group.Select(header => Folded(header.Value))))).OrderBy(f => f.Key, StringComparer.Ordinal),
    ];

    public string CanonicalRequest
    {
        get
        {
            var fields = Fields;
            var payload = fields.Find(f => f.Name == "x-goog-content-sha256").Value ?? "UNSIGNED-PAYLOAD";
            var lines = string.Concat(fields.Select(f => $"{f.Name}:{f.Value}\n"));
            return $"{Method}\n{Path}\n{Unsigned(fields)}\n{lines}\n{Names(fields)}\n{payload}";
        }
    }

    public string StringToSign =>
        $"{Algorithm}\n{Date}\n{Scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalRequest)))}";

    /// <summary>The whole query, signature and all: it is a secret.</summary>
    public string Query(Func<byte[], byte[]> sign) =>
        $"{Unsigned(Fields)}&X-Goog-Signature={Convert.ToHexStringLower(sign(Encoding.UTF8.GetBytes(StringToSign)))}";

    string Unsigned(List<(string Name, string Value)> fields)
    {
        (string Name, string Value)[] query =
        [
            .. Parameters,
            ("X-Goog-Algorithm", Algorithm), ("X-Goog-Credential", $"{Signer}/{Scope}"), ("X-Goog-Date", Date),
            ("X-Goog-Expires", ((long)Expires.TotalSeconds).ToString(CultureInfo.InvariantCulture)), ("X-Goog-SignedHeaders", Names(fields)),
        ];
        return string.Join('&', query.Select(p => (Name: Uri.EscapeDataString(p.Name), Value: Uri.EscapeDataString(p.Value)))
            .OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{p.Name}={p.Value}"));
    }

    static string Names(List<(string Name, string Value)> fields) => string.Join(';', fields.Select(f => f.Name));

    static string Folded(string value) => string.Join(' ', value.Split([' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
}
