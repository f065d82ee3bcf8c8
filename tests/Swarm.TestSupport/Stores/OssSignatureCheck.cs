using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Swarm.TestSupport.Stores;

/// <summary>Checks both of OSS's signatures, step by step as their documents have them, with nothing of what made them.</summary>
sealed class OssSignatureCheck(OssStub stub)
{
    static readonly string[] s_resources =
    [
        "acl", "uploads", "location", "delete", "uploadId", "partNumber", "security-token", "position", "response-content-type", "response-content-language",
        "response-expires", "response-cache-control", "response-content-disposition", "response-content-encoding", "versionId", "continuation-token", "stat", "bucketInfo",
    ];

    /// <summary>The refusal, or null.</summary>
    public OssReply? Fault(OssAsk ask)
    {
        if (ask.Has("x-oss-signature")) return V4InUrl(ask);
        if (ask.Has("Signature")) return V1InUrl(ask);
        if (ask.Field("Authorization") is not { } authorization) return stub.IsPublic && ask.Method is "GET" or "HEAD" ? null : Denied("AccessDenied");
        if (ask.Field("x-oss-security-token") != stub.SecurityToken) return Denied("InvalidSecurityToken");
        return authorization.StartsWith("OSS4-HMAC-SHA256 ", StringComparison.Ordinal) ? V4InFields(ask, authorization[17..]) : V1InFields(ask, authorization);
    }

    static OssReply Denied(string code, string signed = "") => OssReply.Error(403, code, signed);

    OssReply? V4InFields(OssAsk ask, string authorization)
    {
        var parts = authorization.Split(',').Select(part => part.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        var stamp = ask.Field("x-oss-date") ?? "";
        if (ask.Field("x-oss-content-sha256") != "UNSIGNED-PAYLOAD") return OssReply.Error(400, "InvalidArgument");
        if (!DateTimeOffset.TryParseExact(stamp, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)) return Denied("AccessDenied");
        if ((date - stub.Now).Duration() > TimeSpan.FromMinutes(15)) return Denied("RequestTimeTooSkewed");
        return V4(ask, stamp, parts["Credential"], parts.GetValueOrDefault("AdditionalHeaders", ""), parts["Signature"], ask.RawQuery);
    }

    OssReply? V4InUrl(OssAsk ask)
    {
        var stamp = ask.Parameter("x-oss-date")!;
        var date = DateTimeOffset.ParseExact(stamp, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        if (stub.Now > date.AddSeconds(int.Parse(ask.Parameter("x-oss-expires")!, CultureInfo.InvariantCulture))) return Denied("AccessDenied");
        if (ask.Parameter("x-oss-security-token") != stub.SecurityToken) return Denied("InvalidSecurityToken");
        var unsigned = string.Join('&', ask.RawQuery.Split('&').Where(pair => !pair.StartsWith("x-oss-signature=", StringComparison.Ordinal)));
        return V4(ask, stamp, ask.Parameter("x-oss-credential")!, ask.Parameter("x-oss-additional-headers") ?? "", ask.Parameter("x-oss-signature")!, unsigned);
    }

    OssReply? V4(OssAsk ask, string stamp, string credential, string additional, string signature, string query)
    {
        var scope = $"{stamp[..8]}/{stub.Region}/oss/aliyun_v4_request";
        if (credential != $"{OssStub.KeyId}/{scope}") return Denied("InvalidAccessKeyId");
        var pairs = query.Length == 0 ? [] : query.Split('&').Select(pair => pair.Split('=', 2))
            .Select(pair => (Name: OssAsk.Encode(OssAsk.Decode(pair[0])), Value: pair.Length > 1 ? OssAsk.Encode(OssAsk.Decode(pair[1])) : ""))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal).Select(pair => pair.Value.Length == 0 ? pair.Name : $"{pair.Name}={pair.Value}");
        var names = additional.Split(';', StringSplitOptions.RemoveEmptyEntries);
        var fields = ask.Fields.Select(field => (Name: field.Key.ToLowerInvariant(), field.Value))
            .Where(field => field.Name.StartsWith("x-oss-", StringComparison.Ordinal) || field.Name is "content-type" or "content-md5" || names.Contains(field.Name))
            .OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => $"{field.Name}:{field.Value.Trim()}\n");
        var resource = ask.Bucket.Length == 0 ? "/" : $"/{ask.Bucket}/{ask.Key}";
        var canonical = $"{ask.Method}\n{OssAsk.Encode(resource, "/")}\n{string.Join('&', pairs)}\n{string.Concat(fields)}\n{additional}\nUNSIGNED-PAYLOAD";
        var text = $"OSS4-HMAC-SHA256\n{stamp}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Hmac(Hmac(Hmac(Hmac(Encoding.UTF8.GetBytes("aliyun_v4" + OssStub.Secret), stamp[..8]), stub.Region), "oss"), "aliyun_v4_request");
        return Hex(Hmac(key, text)) == signature ? null : Denied("SignatureDoesNotMatch", canonical);
    }

    OssReply? V1InFields(OssAsk ask, string authorization)
    {
        var date = ask.Field("x-oss-date") ?? ask.Field("Date") ?? "";
        if (!DateTimeOffset.TryParseExact(date, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return Denied("AccessDenied");
        if ((time - stub.Now).Duration() > TimeSpan.FromMinutes(15)) return Denied("RequestTimeTooSkewed");
        return V1(ask, date, authorization.Split(' ', ':') is ["OSS", var id, var signature] ? (id, signature) : ("", ""));
    }

    OssReply? V1InUrl(OssAsk ask)
    {
        var end = ask.Parameter("Expires")!;
        if (stub.Now.ToUnixTimeSeconds() > long.Parse(end, CultureInfo.InvariantCulture)) return Denied("AccessDenied");
        if (ask.Parameter("security-token") != stub.SecurityToken) return Denied("InvalidSecurityToken");
        return V1(ask, end, (ask.Parameter("OSSAccessKeyId")!, ask.Parameter("Signature")!));
    }

    static OssReply? V1(OssAsk ask, string date, (string Id, string Signature) given)
    {
        if (given.Id != OssStub.KeyId) return Denied("InvalidAccessKeyId");
        var fields = ask.Fields.Select(field => (Name: field.Key.ToLowerInvariant(), field.Value))
            .Where(field => field.Name.StartsWith("x-oss-", StringComparison.Ordinal)).OrderBy(field => field.Name, StringComparer.Ordinal);
        var resources = ask.Query.Where(pair => s_resources.Contains(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => pair.Value.Length == 0 ? pair.Key : $"{pair.Key}={pair.Value}").ToList();
        var text = new StringBuilder($"{ask.Method}\n{ask.Field("Content-MD5")}\n{ask.Field("Content-Type")}\n{date}\n");
        foreach (var (name, value) in fields) text.Append($"{name}:{value.Trim()}\n");
        text.Append(ask.Bucket.Length == 0 ? "/" : $"/{ask.Bucket}/{ask.Key}");
        if (resources.Count > 0) text.Append('?').AppendJoin('&', resources);
        using var hmac = new HMACSHA1(Encoding.UTF8.GetBytes(OssStub.Secret));
        var signature = Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(text.ToString())));
        return signature == given.Signature ? null : Denied("SignatureDoesNotMatch", text.ToString());
    }

    static byte[] Hmac(byte[] key, string text)
    {
        using var hmac = new HMACSHA256(key);
        return hmac.ComputeHash(Encoding.UTF8.GetBytes(text));
    }

    static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
