using System.Buffers;
using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Crawling.Robots;
using Swarm.Domain.Transfers;

namespace Swarm.Engine.Requesting;

/// <summary>What came of asking for a robots.txt.</summary>
/// <param name="Failure">What went wrong below HTTP, or null.</param>
sealed record RobotsAnswer(RobotsRecord Record, Failure? Failure)
{
    public TimeSpan Latency { get; init; }

    public TimeSpan? ServerWait { get; init; }
}

/// <summary>Recalls an origin's robots.txt, or asks for it (RFC 9309, section 2.3): some redirects are followed, to whatever host, and no more than its first 500 KiB are read.</summary>
sealed class RobotsFetch(RobotsParts parts, Origin origin, TimeProvider time, JobMeter meter)
{
    const int MostRedirects = 5;

    public WebUrl Url { get; } = WebUrl.Parse(origin + "/robots.txt");

    /// <summary>The store blocks: not on an actor's thread.</summary>
    public Task<RobotsRecord?> RecallAsync() => Task.Run(() => parts.Store.Recall(origin));

    /// <summary>Failures of the network are data; what the store throws is thrown.</summary>
    public async Task<RobotsAnswer> FetchAsync(OriginSpacer? spacer, CancellationToken token)
    {
        meter.RequestBegins();
        try
        {
            var answer = await AskAsync(spacer, token);
            // What the server could not say must not displace what it said before.
            if (!RobotsRules.For(answer.Record, parts.Agent).IsUnknown) parts.Store.Remember(origin, answer.Record);
            return answer;
        }
        catch (TransferException e)
        {
            return new RobotsAnswer(Unreached(), e.Failure);
        }
        catch (OperationCanceledException)
        {
            return new RobotsAnswer(Unreached(), new Failure(Reason.Cancelled, Stage.Request, "stopped before it was finished"));
        }
        finally
        {
            meter.RequestEnds();
        }
    }

    async Task<RobotsAnswer> AskAsync(OriginSpacer? spacer, CancellationToken token)
    {
        var request = new ExchangeRequest(Url, "GET", Headers.None, null) { IsAskedOrigin = parts.IsAsked(origin), Spacer = spacer };
        for (var hops = 0; ; hops++)
        {
            await using var exchange = await parts.Exchanger.SendAsync(request, token);
            var head = exchange.Head;
            if (hops < MostRedirects && RedirectRules.IsRedirect(head.Status) && RedirectRules.Follow(request, head, hops).Next is { } next)
            {
                request = next.Url.Origin == origin ? next : next with { Spacer = null };
                continue;
            }

            var text = head.Status is >= 200 and < 300 ? await ReadAsync(exchange, token) : [];
            return new RobotsAnswer(new RobotsRecord(time.GetUtcNow(), head.Status, text), null)
            {
                Latency = exchange.Timings.ToHead,
                ServerWait = ServerWait.From(head, time.GetUtcNow()),
            };
        }
    }

    async Task<byte[]> ReadAsync(IExchange exchange, CancellationToken token)
    {
        var text = new ArrayBufferWriter<byte>(4096);
        while (text.WrittenCount < RobotsRules.MaxBytes)
        {
            var buffer = text.GetMemory(4096);
            var read = await exchange.ReadAsync(buffer[..Math.Min(buffer.Length, RobotsRules.MaxBytes - text.WrittenCount)], token);
            if (read == 0) break;
            meter.AddBytes(read);
            text.Advance(read);
        }

        return text.WrittenSpan.ToArray();
    }

    RobotsRecord Unreached() => new(time.GetUtcNow(), 0, []);
}
