using Swarm.IO.Http;
using Swarm.Settings;

namespace Swarm.Mirrors;

/// <summary>What a mirror calls itself: the tool, and whom a site's owner can turn to.</summary>
static class MirrorAgent
{
    static readonly string Own = new HttpOptions().UserAgent;

    /// <summary>A user agent of the user's own stays as it is.</summary>
    public static HttpOptions Named(SwarmSettings settings) => settings.Mirror.Contact is { } contact && settings.Http.UserAgent == Own
        ? settings.Http with { UserAgent = $"{Own} (+{contact})" }
        : settings.Http;
}
