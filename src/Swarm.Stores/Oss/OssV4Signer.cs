using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Swarm.Domain;

namespace Swarm.Stores.Oss;

/// <summary>OSS4-HMAC-SHA256, in the request's fields or in its URL. Bodies are not part of it: TLS and checksums guard them.</summary>
sealed class OssV4Signer(OssCredentials credentials, string region, string product) : IOssSigner
{
    const string Algorithm = "OSS4-HMAC-SHA256";
    const string Payload = "UNSIGNED-PAYLOAD";

    public IReadOnlyList<Header> Sign(OssSubject subject, DateTimeOffset now)
    {
        var stamp = OssText.Stamp(now);
        var headers = OssText.With(
            subject.Headers, new("x-oss-content-sha256", Payload), new("x-oss-date", stamp), new("Date", OssText.HttpDate(now)));
        if (credentials.Token is { } token) headers = OssText.With(headers, new Header("x-oss-security-token", token));
        var signed = subject with { Headers = headers };
        var additional = Additional(signed) is { Length: > 0 } names ? $",AdditionalHeaders={names}" : "";
        var value = $"{Algorithm} Credential={credentials.Id}/{Scope(stamp)}{additional},Signature={Signature(signed, stamp)}";
        return OssText.With(headers, new Header("Authorization", value));
    }

    public string Presign(OssSubject subject, DateTimeOffset now, TimeSpan expires)
    {
        var stamp = OssText.Stamp(now);
        var query = subject.Parameters().Select(pair => OssText.Pair(pair.Name, pair.Value)).ToList();
        query.Add("x-oss-signature-version=" + Algorithm);
        query.Add("x-oss-date=" + stamp);
        query.Add(string.Create(CultureInfo.InvariantCulture, $"x-oss-expires={(long)expires.TotalSeconds}"));
        query.Add("x-oss-credential=" + OssText.Encode($"{credentials.Id}/{Scope(stamp)}"));
        if (credentials.Token is { } token) query.Add("x-oss-security-token=" + OssText.Encode(token));
        if (Additional(subject) is { Length: > 0 } names) query.Add("x-oss-additional-headers=" + OssText.Encode(names));
        var unsigned = string.Join('&', query);
        return $"{unsigned}&x-oss-signature={Signature(subject with { Query = unsigned }, stamp)}";
    }

    internal string StringToSign(OssSubject subject, string stamp) =>
        $"{Algorithm}\n{stamp}\n{Scope(stamp)}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(subject))))}";

    static string Canonical(OssSubject subject)
    {
        var additional = Additional(subject);
        var names = additional.Split(';');
        var text = new StringBuilder(512);
        text.Append(subject.Method).Append('\n').Append(OssText.EncodePath(subject.Resource)).Append('\n');
        text.AppendJoin('&', subject.Parameters()
            .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
            .Select(pair => OssText.Pair(pair.Name, pair.Value))).Append('\n');
        foreach (var (name, value) in subject.Fields(name => IsAlwaysSigned(name) || names.Contains(name)))
            text.Append(name).Append(':').Append(value).Append('\n');
        return text.Append('\n').Append(additional).Append('\n').Append(Payload).ToString();
    }

    /// <summary>The names of those asked for that the request has and that are not signed anyway, sorted.</summary>
    static string Additional(OssSubject subject) => subject.Additional.Count == 0 ? "" : string.Join(';', subject.Additional
        .Select(name => name.ToLowerInvariant())
        .Where(name => !IsAlwaysSigned(name) && subject.Headers.Find(name) is not null)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal));

    static bool IsAlwaysSigned(string name) => name.StartsWith("x-oss-", StringComparison.Ordinal) || name is "content-type" or "content-md5";

    string Scope(string stamp) => $"{stamp.AsSpan(0, 8)}/{region}/{product}/aliyun_v4_request";

    string Signature(OssSubject subject, string stamp)
    {
        var key = Encoding.UTF8.GetBytes("aliyun_v4" + credentials.Secret);
        foreach (var link in (ReadOnlySpan<string>)[stamp[..8], region, product, "aliyun_v4_request"])
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(link));
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(StringToSign(subject, stamp))));
    }
}
