using Swarm.Domain.Crawling;
using Swarm.Domain.Crawling.Traps;
using Swarm.IO.State;

namespace Swarm.Mirrors;

/// <summary>Keeps what a crawl has learnt of a site's families of pages from one run to the next.</summary>
static class Families
{
    public static NoveltyBudget Recall(StateFolder state, NoveltyOptions options, bool isNew = false) =>
        !isNew && new CrawlMemory(state).Recall() is { } bytes ? NoveltyBudget.Load(options, bytes) : new NoveltyBudget(options);

    public static void Remember(StateFolder state, NoveltyBudget novelty) => new CrawlMemory(state).Remember(novelty.Save());
}
