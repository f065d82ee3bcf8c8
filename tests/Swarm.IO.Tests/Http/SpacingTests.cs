using System.Diagnostics;
using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.IO.Http;
using Swarm.TestSupport;

namespace Swarm.IO.Tests.Http;

/// <summary>The distance between requests as the server sees it, whatever lies between the decision to ask and the asking.</summary>
public sealed class SpacingTests
{
    const int Origins = 5, PerOrigin = 30, AtOnce = 4;
    static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(20);

    /// <summary>A server sees what comes right behind a new connection when it has accepted that, and has done its own part of a handshake.</summary>
    static readonly TimeSpan Measuring = TimeSpan.FromMilliseconds(10);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_two_requests_reach_an_origin_closer_than_the_delay_though_connections_are_slow(bool secure)
    {
        // A busy machine sees an arrival late, which brings it closer to the next: now and then, and never ten in a row.
        var faults = await FaultsAsync(secure);
        for (var again = 0; again < 2 && faults.Count > 0; again++) faults = await FaultsAsync(secure);

        Assert.Empty(faults);
    }

    [Fact]
    public async Task Without_a_distance_requests_do_not_wait()
    {
        await using var origin = new ScriptedOrigin().Otherwise(Reply.Ok("x"));
        await using var exchanger = Fetching.Exchanger();
        var spacer = new OriginSpacer(TimeProvider.System);

        var all = Enumerable.Range(0, 50).Select(i => exchanger.FetchAsync(Fetching.Get(origin.Url($"/{i}")) with { Spacer = spacer }));

        Assert.All(await Task.WhenAll(all), fetched => Assert.Equal(200, fetched.Head!.Status));
    }

    [Fact]
    public async Task Waiting_for_a_turn_is_no_latency_of_the_server_and_breaks_no_time_limit()
    {
        await using var origin = new ScriptedOrigin().Otherwise(Reply.Ok("x"));
        await using var exchanger = Fetching.Exchanger(limits: new TimeLimits { Headers = TimeSpan.FromMilliseconds(300) });
        var spacer = new OriginSpacer(TimeProvider.System) { Spacing = TimeSpan.FromSeconds(1.2) };
        await exchanger.FetchAsync(Fetching.Get(origin.Url("/1")) with { Spacer = spacer });

        await using var exchange = await exchanger.SendAsync(Fetching.Get(origin.Url("/2")) with { Spacer = spacer }, default);

        Assert.InRange(exchange.Timings.ToHead, TimeSpan.Zero, TimeSpan.FromSeconds(0.8));
        var gap = Stopwatch.GetElapsedTime(origin.Requests[0].Began, origin.Requests[1].Began);
        Assert.True(gap >= TimeSpan.FromSeconds(1.1), $"{gap}");
    }

    [Fact]
    public async Task A_request_that_is_cancelled_in_line_holds_nobody_up()
    {
        await using var origin = new ScriptedOrigin().Otherwise(Reply.Ok("x"));
        await using var exchanger = Fetching.Exchanger();
        var spacer = new OriginSpacer(TimeProvider.System) { Spacing = TimeSpan.FromMilliseconds(400) };
        await exchanger.FetchAsync(Fetching.Get(origin.Url("/1")) with { Spacer = spacer });
        using var cancel = new CancellationTokenSource();
        var given = exchanger.FetchAsync(Fetching.Get(origin.Url("/2")) with { Spacer = spacer }, cancel.Token);
        var next = exchanger.FetchAsync(Fetching.Get(origin.Url("/3")) with { Spacer = spacer });

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        Assert.Equal(200, (await next).Head!.Status);
        Assert.Equal(["/1", "/3"], origin.Requests.Select(r => r.Path));
    }

    static async Task<List<string>> FaultsAsync(bool secure)
    {
        using var authority = Certificates.AuthorityFile();
        await using var exchanger = Fetching.Exchanger(new HttpOptions { UserAgent = "test", CaFile = authority.Path });
        var origins = Enumerable.Range(1, Origins).Select(seed => Slow(secure, new Random(seed))).ToList();
        await Task.WhenAll(origins.SelectMany(origin => Clients(exchanger, origin)));
        var close = origins.SelectMany(origin => Gaps(origin, 1)).Where(gap => gap < Delay - Measuring).ToList();
        var rushed = origins.SelectMany(origin => Gaps(origin, 10)).Where(gap => gap < 10 * Delay - 2 * Measuring).ToList();
        foreach (var origin in origins) await origin.DisposeAsync();
        return close.Count > Origins * PerOrigin / 20 || rushed.Count > 0 ? [.. close.Concat(rushed).Select(gap => $"{gap.TotalMilliseconds} ms")] : [];
    }

    static ScriptedOrigin Slow(bool secure, Random chance)
    {
        int Draw(int most)
        {
            lock (chance) return chance.Next(most);
        }

        var origin = new ScriptedOrigin(secure ? Certificates.For("127.0.0.1") : null) { SlowHandshake = () => TimeSpan.FromMilliseconds(Draw(60)) };
        return origin.Otherwise(async talk =>
        {
            await Task.Delay(Draw(30), talk.Stopping);
            var closes = Draw(2) == 0;
            await talk.SendAsync(HttpWire.Message(200, [1], closes ? ["Connection: close"] : []));
            if (closes) talk.Close();
        });
    }

    static IEnumerable<Task> Clients(HttpExchanger exchanger, ScriptedOrigin origin)
    {
        var (spacer, next) = (new OriginSpacer(TimeProvider.System) { Spacing = Delay }, 0);
        for (var client = 0; client < AtOnce; client++) yield return Task.Run(FetchAllAsync);

        async Task FetchAllAsync()
        {
            for (int i; (i = Interlocked.Increment(ref next)) <= PerOrigin;)
                Assert.Equal(200, (await exchanger.FetchAsync(Fetching.Get(origin.Url($"/{i}")) with { Spacer = spacer })).Head?.Status);
        }
    }

    static IEnumerable<TimeSpan> Gaps(ScriptedOrigin origin, int apart)
    {
        var began = origin.Requests.Select(r => r.Began).Order().ToList();
        return began.Skip(apart).Zip(began, (later, earlier) => Stopwatch.GetElapsedTime(earlier, later));
    }
}
