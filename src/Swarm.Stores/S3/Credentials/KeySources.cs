using Amazon.Runtime;
using Swarm.Domain;

namespace Swarm.Stores.S3.Credentials;

/// <summary>
/// Where keys come from, in the order of all of S3's tools: options, the endpoint's own, a profile that was asked for by name, environment, profile,
/// container, EC2's metadata. What is at hand is read here; what has to be fetched and renewed is left to Amazon's SDK.
/// </summary>
static class KeySources
{
    /// <exception cref="InvalidDataException">Half a pair of keys, or a profile that is no good.</exception>
    public static IKeySource Of(S3Options options, WebUrl? endpoint, AwsProfile profile, Func<string, string?> environment)
    {
        if ((Pair(options.AccessKeyId, options.SecretAccessKey, options.SessionToken, "the settings") ?? OfUrl(endpoint)) is { } given) return new FixedKeys(given);
        if (options.Profile is not null) return OfProfile(profile) ?? throw new InvalidDataException($"s3: profile '{profile.Name}' holds no keys");
        if (OfEnvironment(environment) is { } set) return new FixedKeys(set);
        if (OfProfile(profile) is { } found) return found;
        return IsSet(environment, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") || IsSet(environment, "AWS_CONTAINER_CREDENTIALS_FULL_URI")
            ? new FetchedKeys("the container's credentials", static () => new GenericContainerCredentials())
            : new FetchedKeys("EC2's metadata (no keys in settings, environment or profile)", static () => new InstanceProfileAWSCredentials());
    }

    /// <summary>Null where both are missing.</summary>
    public static AwsKeys? Pair(string? id, string? secret, string? token, string where) =>
        (id, secret) switch
        {
            ({ Length: > 0 }, { Length: > 0 }) => new AwsKeys(id, secret, token is { Length: > 0 } ? token : null),
            (null or "", null or "") => null,
            _ => throw new InvalidDataException($"s3: {where} has half a pair of keys: the {(id is { Length: > 0 } ? "secret" : "id")} is missing"),
        };

    static AwsKeys? OfEnvironment(Func<string, string?> environment) =>
        Pair(environment("AWS_ACCESS_KEY_ID"), environment("AWS_SECRET_ACCESS_KEY"), environment("AWS_SESSION_TOKEN"), "the environment");

    static AwsKeys? OfUrl(WebUrl? endpoint)
    {
        if (endpoint?.UserInfo is not { } pair) return null;
        var cut = pair.IndexOf(':', StringComparison.Ordinal);
        return Pair(Uri.UnescapeDataString(cut < 0 ? pair : pair[..cut]), cut < 0 ? null : Uri.UnescapeDataString(pair[(cut + 1)..]), null, "the endpoint");
    }

    static IKeySource? OfProfile(AwsProfile profile) =>
        profile.Keys is { } keys ? new FixedKeys(keys)
        : profile.Process is { } process ? new FetchedKeys($"credential_process of profile '{profile.Name}'", () => new ProcessAWSCredentials(process))
        : profile.Detour is { } detour ? throw new InvalidDataException(
            $"s3: profile '{profile.Name}' gets its keys by {detour}, which is not done here: credential_process = aws configure export-credentials --profile {profile.Name}")
        : null;

    static bool IsSet(Func<string, string?> environment, string name) => S3Settings.Set(environment, name) is not null;
}
