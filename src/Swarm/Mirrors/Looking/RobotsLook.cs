using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Crawling.Robots;

namespace Swarm.Mirrors.Looking;

/// <summary>Asks an origin for its robots.txt once (RFC 9309, section 2.3.1).</summary>
public static class RobotsLook
{
    const int Redirects = 5;

    public static WebUrl PlaceOf(WebUrl url) => url.Resolve("/robots.txt")!;

    /// <summary>Never fails: no answer is an answer too, with status 0.</summary>
    public static async Task<RobotsRecord> AskAsync(WebUrl url, SmallFetch fetch, TimeProvider time, CancellationToken token)
    {
        try
        {
            var answer = await fetch.GetAsync(PlaceOf(url), Redirects, RobotsRules.MaxBytes, token);
            return new RobotsRecord(time.GetUtcNow(), answer.Head.Status, answer.IsGood ? answer.Body : []);
        }
        catch (TransferException e)
        {
            // More redirects than are followed count as no robots.txt (section 2.3.1.2).
            return new RobotsRecord(time.GetUtcNow(), e.Failure.Reason == Reason.Redirect ? 404 : 0, []);
        }
    }
}
