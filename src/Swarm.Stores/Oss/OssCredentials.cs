namespace Swarm.Stores.Oss;

/// <summary>Who asks: a key's id, its secret and, of temporary ones, the token. It never tells its secrets as text.</summary>
sealed class OssCredentials(string id, string secret, string? token)
{
    public string Id => id;

    public string Secret => secret;

    /// <summary>Of the security token service; null for lasting keys.</summary>
    public string? Token { get; } = string.IsNullOrEmpty(token) ? null : token;

    public override string ToString() => "credentials of OSS";
}
