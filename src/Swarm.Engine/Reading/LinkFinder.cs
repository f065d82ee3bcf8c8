using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Frontier;
using Swarm.Domain.Integrity;
using Swarm.Engine.Reporting;

namespace Swarm.Engine.Reading;

/// <summary>From a stored page to the bundles that it leads to: loads it, reads it, and passes each reference through the gate. Used by one actor.</summary>
sealed class LinkFinder(ReaderParts parts)
{
    /// <summary>A longer page is not read.</summary>
    const int LongestPage = 10 << 20;

    readonly RecentUrls _recent = new();

    /// <summary>Never throws: a page that can't be read has no links, and the fact says why.</summary>
    public LinksFound Find(ReadPage order)
    {
        try
        {
            return order.Page.Outcome.File is { } file && parts.Store.Load(file, LongestPage) is { } content
                ? Read(order, content)
                : Nothing(order, $"not read: it is longer than {LongestPage >> 20} MiB, or gone");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Nothing(order, $"not read: {e.GetType().Name}: {e.Message}");
        }
    }

    LinksFound Read(ReadPage order, byte[] content)
    {
        var (page, said) = (order.Page, order.Page.Said);
        var isJudged = order.Format == PageFormat.Html && CrawlBundle.IsPage(page.Lease.Bundle);
        var reading = parts.Reader.Read(new PageSource(page.Url, order.Format, content, page.Outcome.ContentType) { WantsLikeness = isJudged });
        var sieve = new LinkSieve(parts, _recent, page, reading.Wish);
        var beside = said is { Links.Count: > 0 } && parts.LinkFields is { } find ? find(page.Url, said.Links) : [];
        sieve.Sift(reading.References, beside);
        var links = sieve.Passed.ConvertAll(bundle => new Proposal(bundle, NaturalName.Of(bundle, page.Id, parts.Namer, parts.Writing)));
        var fact = new PageRead(page.Id, page.Url, sieve.Found, sieve.Refused, reading.Cut);
        return new LinksFound(page, links, fact, isJudged ? new PageContent(Crc64.Append(0, content), reading.Likeness) : null);
    }

    static LinksFound Nothing(ReadPage order, string why) => new(order.Page, [], new PageRead(order.Page.Id, order.Page.Url, 0, [], why), null);
}
