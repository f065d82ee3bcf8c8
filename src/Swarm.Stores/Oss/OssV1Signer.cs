using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Swarm.Domain;

namespace Swarm.Stores.Oss;

/// <summary>OSS's first signature, HMAC-SHA1: for servers that know no other.</summary>
sealed class OssV1Signer(OssCredentials credentials) : IOssSigner
{
    /// <summary>The parameters of a query that belong to the resource; others are not signed, but for those of OSS's own prefix.</summary>
    static readonly FrozenSet<string> SubResources = new[]
    {
        "acl", "append", "bucketInfo", "callback", "callback-var", "cloudboxes", "continuation-token", "delete", "location", "objectMeta",
        "partNumber", "position", "regionList", "resourceGroup", "response-cache-control", "response-content-disposition",
        "response-content-encoding", "response-content-language", "response-content-type", "response-expires", "restore", "security-token",
        "sequential", "stat", "symlink", "tagging", "uploadId", "uploads", "versionId", "versioning", "versions",
    }.ToFrozenSet(StringComparer.Ordinal);

    public IReadOnlyList<Header> Sign(OssSubject subject, DateTimeOffset now)
    {
        var headers = OssText.With(subject.Headers, new Header("Date", OssText.HttpDate(now)));
        if (credentials.Token is { } token) headers = OssText.With(headers, new Header("x-oss-security-token", token));
        var date = headers.Find("x-oss-date") ?? headers.Find("Date")!;
        var signature = Signature(subject with { Headers = headers }, date);
        return OssText.With(headers, new Header("Authorization", $"OSS {credentials.Id}:{signature}"));
    }

    public string Presign(OssSubject subject, DateTimeOffset now, TimeSpan expires)
    {
        if (subject.Additional.FirstOrDefault(name => !IsSigned(name.ToLowerInvariant())) is { } unsigned)
            throw new TransferException(Reason.Url, Stage.Request, $"OSS's first signature can't hold the field {SafeText.Of(unsigned, 100)}");
        var end = (now + expires).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var query = subject.Parameters().Select(pair => OssText.Pair(pair.Name, pair.Value)).ToList();
        query.Add("OSSAccessKeyId=" + OssText.Encode(credentials.Id));
        query.Add("Expires=" + end);
        if (credentials.Token is { } token) query.Add("security-token=" + OssText.Encode(token));
        var unsignedQuery = string.Join('&', query);
        return $"{unsignedQuery}&Signature={OssText.Encode(Signature(subject with { Query = unsignedQuery }, end))}";
    }

    internal static string StringToSign(OssSubject subject, string date)
    {
        var text = new StringBuilder(256);
        text.Append(subject.Method).Append('\n')
            .Append(subject.Headers.Find("Content-MD5")).Append('\n')
            .Append(subject.Headers.Find("Content-Type")).Append('\n')
            .Append(date).Append('\n');
        foreach (var (name, value) in subject.Fields(IsOwn)) text.Append(name).Append(':').Append(value).Append('\n');
        var parameters = subject.Parameters()
            .Select(pair => (Name: Uri.UnescapeDataString(pair.Name), Value: Uri.UnescapeDataString(pair.Value)))
            .Where(pair => IsOwn(pair.Name) || SubResources.Contains(pair.Name))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .Select(pair => OssText.Pair(pair.Name, pair.Value));
        var subResource = string.Join('&', parameters);
        return text.Append(subject.Resource).Append(subResource.Length == 0 ? "" : "?").Append(subResource).ToString();
    }

    static bool IsOwn(string name) => name.StartsWith("x-oss-", StringComparison.Ordinal);

    static bool IsSigned(string name) => IsOwn(name) || name is "content-type" or "content-md5";

    string Signature(OssSubject subject, string date) => Convert.ToBase64String(
        HMACSHA1.HashData(Encoding.UTF8.GetBytes(credentials.Secret), Encoding.UTF8.GetBytes(StringToSign(subject, date))));
}
