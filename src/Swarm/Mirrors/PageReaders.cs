using Swarm.Domain.Crawling;
using Swarm.Pages;

namespace Swarm.Mirrors;

/// <summary>The reader of pages that comes with Swarm.</summary>
public static class PageReaders
{
    /// <summary>Longer pages are left as they were sent.</summary>
    internal const long LongestPage = 64 << 20;

    /// <summary>Thread-safe, without state.</summary>
    public static IPageReader Default { get; } = new PageReader();
}
