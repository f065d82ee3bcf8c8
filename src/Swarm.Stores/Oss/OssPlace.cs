using System.Net;
using Swarm.Domain;

namespace Swarm.Stores.Oss;

/// <summary>Where OSS is and who asks, as options, environment and ossutil's file say, the first that says it.</summary>
/// <param name="Product"><c>oss</c>, or what a cloud box calls itself.</param>
/// <param name="Credentials">Null: requests go out unsigned.</param>
sealed record OssPlace(WebUrl Endpoint, bool PathStyle, string Region, string Product, OssCredentials? Credentials)
{
    /// <summary>Of every request.</summary>
    public IReadOnlyList<Header> Fields { get; private init; } = Headers.None;

    const string CloudBox = "oss-cloudbox";

    /// <exception cref="InvalidDataException">Something is missing, or is no good: the words say what.</exception>
    public static OssPlace Of(OssOptions options, Func<string, string?> environment)
    {
        var file = OssConfigFile.Read(environment);
        var region = FirstOf(options.Region, environment("OSS_REGION"), file.GetValueOrDefault("region"));
        var endpoint = options.Endpoint ?? EndpointOf(FirstOf(environment("OSS_ENDPOINT"), file.GetValueOrDefault("endpoint")), region);
        var credentials = options.Anonymous ? null : CredentialsOf(options, environment, file);
        region ??= RegionOf(endpoint.Origin.Host);
        if (region is null && credentials is not null && options.Signature == OssSignature.V4)
            throw new InvalidDataException("oss: the region is missing, which requests are signed with: give it, or set OSS_REGION");
        if (region is not null && !IsRegion(region)) throw new InvalidDataException($"oss: '{SafeText.Of(region, 100)}' is no region");
        if (endpoint.Target is not "/") throw new InvalidDataException($"oss: the endpoint {endpoint.Origin} has a path");
        return new OssPlace(endpoint, options.PathStyle ?? IsAddress(endpoint.Origin.Host), region ?? "", ProductOf(endpoint.Origin.Host), credentials) { Fields = options.Fields };
    }

    public IOssSigner? Signer(OssSignature signature) =>
        Credentials is null ? null : signature == OssSignature.V4 ? new OssV4Signer(Credentials, Region, Product) : new OssV1Signer(Credentials);

    static WebUrl EndpointOf(string? text, string? region)
    {
        if (text is null && region is null) throw new InvalidDataException("oss: neither endpoint nor region is known: give one, or set OSS_REGION");
        if (text is null && !IsRegion(region!)) throw new InvalidDataException($"oss: '{SafeText.Of(region, 100)}' is no region");
        text ??= $"oss-{region}.aliyuncs.com";
        return WebUrl.TryParse(text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text, out var url, out var fault)
            ? url : throw new InvalidDataException($"oss: the endpoint '{SafeText.Of(text, 200)}' is no good: {fault}");
    }

    static OssCredentials CredentialsOf(OssOptions options, Func<string, string?> environment, IReadOnlyDictionary<string, string> file) =>
        Pair(options.AccessKeyId, options.AccessKeySecret, options.SessionToken, "the options")
        ?? Pair(environment("OSS_ACCESS_KEY_ID"), environment("OSS_ACCESS_KEY_SECRET"), environment("OSS_SESSION_TOKEN"), "the environment")
        ?? Pair(file.GetValueOrDefault("accessKeyID"), file.GetValueOrDefault("accessKeySecret"), file.GetValueOrDefault("stsToken"), "ossutil's file")
        ?? throw new InvalidDataException("oss: no credentials: set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET, or ask anonymously");

    static OssCredentials? Pair(string? id, string? secret, string? token, string source) => (FirstOf(id), FirstOf(secret)) switch
    {
        (null, null) => null,
        ({ } known, { } kept) => new OssCredentials(known, kept, token),
        _ => throw new InvalidDataException($"oss: {source} give one half of the access key, id or secret, without the other"),
    };

    static string? FirstOf(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
            if (!string.IsNullOrWhiteSpace(text)) return text.Trim();
        return null;
    }

    static bool IsRegion(string region) => region.Length > 0 && region.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    // oss-cn-hangzhou.aliyuncs.com, oss-cn-hangzhou-internal.aliyuncs.com; cb-123.cn-hangzhou.oss-cloudbox.aliyuncs.com
    static string? RegionOf(string host)
    {
        if (!host.EndsWith(".aliyuncs.com", StringComparison.Ordinal)) return null;
        var label = host[..host.IndexOf('.', StringComparison.Ordinal)];
        if (ProductOf(host) != "oss") return label;
        if (!label.StartsWith("oss-", StringComparison.Ordinal)) return null;
        return label.EndsWith("-internal", StringComparison.Ordinal) ? label[4..^9] : label[4..];
    }

    static string ProductOf(string host) => Array.Find(host.Split('.'), label => label.StartsWith(CloudBox, StringComparison.Ordinal)) ?? "oss";

    static bool IsAddress(string host) => host is "localhost" || IPAddress.TryParse(host, out _);
}
