using Swarm.TestSupport;
using Swarm.TestSupport.Servers;
using Xunit.Abstractions;

namespace Swarm.EndToEnd.Tests;

/// <summary>Politeness as the servers see it.</summary>
[Collection(Alone.Name)]
public sealed class PolitenessTests(ITestOutputHelper output)
{
    const int Origins = 5, PerOrigin = 2000, AtOnce = 2;
    static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(10);

    /// <summary>Between the client's look at its clock and its packet in the kernel lies no wait of the client's own, but where the machine is busy another process may come in between.</summary>
    static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(5);

    [ArrivalFact]
    public async Task Over_10000_requests_to_5_origins_no_pair_is_closer_than_the_delay_and_never_more_run_at_once_than_allowed()
    {
        using var folder = new TestFolder();
        var origins = Enumerable.Range(1, Origins).Select(seed => new ArrivalOrigin(seed, longestThought: 30)).ToList();
        var list = folder.Write("list.txt", Enumerable.Range(0, PerOrigin).SelectMany(i => origins.Select(o => $"{o.Root}/{i}")));

        var ran = await SwarmProgram.RunAsync("get", "-i", list, "-o", folder["out"], "--discard", "--per-origin", "2", "--delay", "10ms", "--quiet");
        foreach (var origin in origins) await origin.DisposeAsync();

        Assert.True(ran.ExitCode == 0, ran.ToString());
        Assert.All(origins, o => Assert.Equal(PerOrigin, o.Arrivals.Count));
        var gaps = origins.SelectMany(GapsOf).OrderBy(g => g.Gap).ToList();
        output.WriteLine($"{ran.Took.TotalSeconds:0.0} s; smallest gaps: {string.Join(" ", gaps.Take(40).Select(g => $"{g.Gap.TotalMilliseconds:0.00} ms (request {g.Nth})"))}");
        Assert.DoesNotContain(gaps, g => g.Gap < Delay - Tolerance);
        Assert.All(origins, o => Assert.Equal(AtOnce, o.MostAtOnce));
    }

    static IEnumerable<(int Nth, TimeSpan Gap)> GapsOf(ArrivalOrigin origin) =>
        origin.Arrivals.Skip(1).Zip(origin.Arrivals, (later, earlier) => later - earlier).Select((gap, i) => (i + 2, gap));
}
