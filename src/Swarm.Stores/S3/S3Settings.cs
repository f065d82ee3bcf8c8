using Swarm.Domain;
using Swarm.Stores.S3.Credentials;

namespace Swarm.Stores.S3;

/// <summary>
/// What all of S3's tools read, each field from the first that has it: options, environment, profile. Keys are taken from one place as a whole: parts
/// of two key pairs make none.
/// </summary>
sealed record S3Settings(S3Site Site, IKeySource Keys)
{
    /// <summary>Of every request.</summary>
    public IReadOnlyList<Header> Fields { get; private init; } = Headers.None;

    const string DefaultRegion = "us-east-1";

    /// <exception cref="InvalidDataException">The words say what is no good, never a secret.</exception>
    public static S3Settings Read(S3Options options, Func<string, string?> environment)
    {
        var profile = new AwsProfile(options.Profile, environment);
        var endpoint = options.Endpoint ?? Parsed(EndpointText(environment) ?? profile.Endpoint);
        var region = options.Region ?? Set(environment, "AWS_REGION") ?? Set(environment, "AWS_DEFAULT_REGION") ?? profile.Region ?? DefaultRegion;
        var pathStyle = options.PathStyle ?? profile.PathStyle ?? (endpoint is not null && !IsAmazons(endpoint));
        if (!region.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) throw new InvalidDataException("s3: the region is no name of a region");
        if (!pathStyle && endpoint is not null && S3Site.IsAddress(endpoint))
            throw new InvalidDataException("s3: buckets can't be hosts below an address; the endpoint needs a name, or path style");
        var keys = options.Anonymous ? new FixedKeys(null) : KeySources.Of(options, endpoint, profile, environment);
        return new S3Settings(new S3Site(endpoint, region, pathStyle), keys) { Fields = options.Fields };
    }

    internal static string? Set(Func<string, string?> environment, string name) => environment(name) is { Length: > 0 } value ? value : null;

    static string? EndpointText(Func<string, string?> environment) =>
        Set(environment, "AWS_ENDPOINT_URL_S3") ?? Set(environment, "AWS_ENDPOINT_URL");

    static WebUrl? Parsed(string? text) =>
        text is null ? null : WebUrl.TryParse(text, out var url, out var fault) ? url : throw new InvalidDataException($"s3: the endpoint is no URL: {fault}");

    static bool IsAmazons(WebUrl endpoint) =>
        endpoint.Origin.Host.EndsWith(".amazonaws.com", StringComparison.Ordinal) || endpoint.Origin.Host.EndsWith(".amazonaws.com.cn", StringComparison.Ordinal);
}
