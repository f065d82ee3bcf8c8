using System.Diagnostics;
using Swarm.TestSupport;
using Swarm.TestSupport.Servers;
using Xunit.Abstractions;

namespace Swarm.EndToEnd.Tests;

/// <summary>Politeness as the servers see it.</summary>
public sealed class PolitenessTests(ITestOutputHelper output)
{
    const int Origins = 5, PerOrigin = 2000, AtOnce = 2;
    static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(10);

    /// <summary>Arrivals are seen through two schedulers: a request that was held up on its way seems closer to the next. Never more than this.</summary>
    static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(5);

    [Fact]
    public async Task Over_10000_requests_to_5_origins_no_pair_is_closer_than_the_delay_and_never_more_run_at_once_than_allowed()
    {
        using var folder = new TestFolder();
        var meters = Enumerable.Range(1, Origins).Select(seed => new ArrivalMeter(seed)).ToList();
        var list = folder.Write("list.txt", Enumerable.Range(0, PerOrigin).SelectMany(i => meters.Select(m => m.Origin.Url($"/{i}"))));

        var ran = await SwarmProgram.RunAsync("get", "-i", list, "-o", folder["out"], "--discard", "--per-origin", "2", "--delay", "10ms", "--quiet");
        foreach (var meter in meters) await meter.Origin.DisposeAsync();

        Assert.True(ran.ExitCode == 0, ran.ToString());
        Assert.All(meters, m => Assert.Equal(PerOrigin, m.Origin.Requests.Count));
        var gaps = meters.SelectMany(m => m.Gaps()).Order().ToList();
        output.WriteLine($"{ran.Took.TotalSeconds:0.0} s; smallest gaps: {string.Join(" ", gaps.Take(20).Select(g => $"{g.TotalMilliseconds:0.00}"))} ms");
        Assert.DoesNotContain(gaps, g => g < Delay - Tolerance);
        // What one late arrival seems to take from a gap it gives to the one before: over ten the delay holds within one tolerance.
        Assert.DoesNotContain(meters.SelectMany(m => m.Gaps(10)), g => g < 10 * Delay - Tolerance);
        Assert.All(meters, m => Assert.Equal(AtOnce, m.MostAtOnce));
    }

    /// <summary>An origin that takes up to 30 ms to answer and knows how many requests it has at hand.</summary>
    sealed class ArrivalMeter
    {
        readonly Random _chance;
        int _atHand, _most;

        public ArrivalMeter(int seed)
        {
            _chance = new Random(seed);
            Origin = new ScriptedOrigin().Otherwise(AnswerAsync);
        }

        public ScriptedOrigin Origin { get; }

        public int MostAtOnce => _most;

        public IEnumerable<TimeSpan> Gaps(int apart = 1)
        {
            var began = Origin.Requests.Select(r => r.Began).Order().ToList();
            return began.Skip(apart).Zip(began, (later, earlier) => Stopwatch.GetElapsedTime(earlier, later));
        }

        async Task AnswerAsync(OriginTalk talk)
        {
            int think;
            lock (_chance)
            {
                think = _chance.Next(0, 30);
                _most = Math.Max(_most, ++_atHand);
            }

            await Task.Delay(think, talk.Stopping);
            // Before the answer is sent: after it the client may rightly be faster than this line.
            lock (_chance) _atHand--;
            await talk.SendAsync(HttpWire.Message(200, [1]));
        }
    }
}
