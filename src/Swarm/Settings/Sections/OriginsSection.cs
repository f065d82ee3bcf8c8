using Swarm.Domain;
using Swarm.Hocon;

namespace Swarm.Settings.Sections;

/// <summary><c>origins { "host" { … } }</c> or <c>origins = [{ match = "host", … }]</c>: overlays in order of writing.</summary>
static class OriginsSection
{
    const string Key = "origins";
    const string Match = "match";
    const string Hint = "an origin has strategy and http; a host's name needs quotes: \"example.org\"";

    public static IReadOnlyList<OriginOverlay> Read(Section swarm, SwarmSettings job)
    {
        var overlays = new List<OriginOverlay>();
        if (swarm.Ask(Key) is HoconArray)
        {
            foreach (var item in swarm.Items(Key))
                Add(overlays, item, item, Match, item.Texts(Match, []), job);
        }
        else
        {
            var origins = swarm.Sub(Key);
            foreach (var host in origins.Names())
                Add(overlays, origins.Overlay(host, Hint), origins, host, [host], job);
        }

        return overlays.Count == 0 ? job.Origins : overlays;
    }

    static void Add(List<OriginOverlay> overlays, Section s, Section named, string key, IReadOnlyList<string> patterns, SwarmSettings job)
    {
        var strategy = StrategySection.Read(s.Sub("strategy"), job.Strategy);
        var http = HttpSection.Read(s.Sub("http"), job.Http);
        if (patterns.Count == 0) named.Fault(key, "needs a host, such as \"example.org\" or \"*.example.org\"");
        foreach (var pattern in patterns)
        {
            if (Canonical(pattern) is { } host) overlays.Add(new OriginOverlay(host, strategy, http));
            else named.Fault(key, $"'{pattern}' is no host (try \"example.org\", or \"*.example.org\" for it and all below it)");
        }
    }

    /// <summary>The pattern with its host as URLs have it (lower case, punycode), or null.</summary>
    static string? Canonical(string pattern)
    {
        const string AllBelow = "*.";
        var star = pattern.StartsWith(AllBelow, StringComparison.Ordinal) ? AllBelow : "";
        var host = pattern[star.Length..];
        return !host.Contains('*', StringComparison.Ordinal) && WebUrl.TryParse($"http://{host}/", out var url, out _)
            && url.UserInfo is null && url.Href == $"http://{url.Origin.Host}/"
            ? star + url.Origin.Host
            : null;
    }
}
