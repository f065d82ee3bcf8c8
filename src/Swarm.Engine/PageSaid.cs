using Swarm.Domain.Crawling;

namespace Swarm.Engine;

/// <summary>What a response said to crawlers beside the page it carries.</summary>
/// <param name="Wish">Of its <c>X-Robots-Tag</c>.</param>
/// <param name="Links">Its <c>Link</c> fields, as received.</param>
public sealed record PageSaid(PageWish Wish, IReadOnlyList<string> Links);
