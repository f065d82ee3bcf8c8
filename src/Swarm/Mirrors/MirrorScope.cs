using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Crawling.Scoping;
using Swarm.Settings;

namespace Swarm.Mirrors;

/// <summary>Makes a mirror's gate of its settings and of the machine's public suffix list.</summary>
static class MirrorScope
{
    /// <exception cref="FormatException">A rule is faulty, or the list is needed and missing; the message says what to do.</exception>
    public static Scope Create(ScopeOptions options, IReadOnlyList<WebUrl> seeds, string? suffixList) =>
        new(options, seeds, options.Width == ScopeWidth.Domain ? Suffixes(suffixList) : null);

    static PublicSuffixes? Suffixes(string? given)
    {
        var file = given ?? MirrorOptions.UsualSuffixList;
        return given is not null || File.Exists(file) ? PublicSuffixes.Parse(File.ReadAllText(file)) : null;
    }
}
