using Swarm.Domain.Requests;

namespace Swarm.Domain.Tests.Requests;

/// <summary>How the clients of four stores are documented to try again.</summary>
public sealed class StorePresetTests
{
    static readonly IRequestStrategy Google = new ConfiguredStrategy(StrategyPresets.Google);

    [Theory]
    [InlineData(70, 64, 2, 125, 64.125)]
    [InlineData(50, 50, 2, 250, 50.25)]
    [InlineData(16, 33, 2, 875, 32.875)]
    [InlineData(16, 64, 3, 875, 48.875)]
    public void A_wait_is_the_last_one_multiplied_and_capped_and_then_jitter(double last, double maximum, double multiplier, int jitter, double wait)
    {
        var backoff = StrategyPresets.Google.Backoff with
        {
            First = TimeSpan.FromSeconds(last), Multiplier = multiplier, Maximum = TimeSpan.FromSeconds(maximum),
        };
        Assert.Equal(wait, backoff.Wait(2, new Chance(jitter)).TotalSeconds, 9);
    }

    [Theory]
    [InlineData(1, 2, new[] { 125, 625, 375 }, new[] { 1.125, 2.625, 4.375 })]
    [InlineData(3, 4, new[] { 125, 625, 375 }, new[] { 3.125, 12.625, 48.375 })]
    public void Google_is_asked_again_until_the_answer_is_final(double first, double multiplier, int[] jitter, double[] waits)
    {
        var backoff = StrategyPresets.Google.Backoff with { First = TimeSpan.FromSeconds(first), Multiplier = multiplier };
        var played = Play(StrategyPresets.Google with { Backoff = backoff }, jitter, 500, 502, 503, 404);
        Assert.Equal(waits, played.Waits);
        Assert.Equal((4, VerdictKind.GiveUp), (played.Requests, played.End));
    }

    [Fact]
    public void Google_is_asked_again_after_connection_errors()
    {
        var played = Play(StrategyPresets.Google, [125, 625, 500, 875], 0, 0, 0, 0, 200);
        Assert.Equal([1.125, 2.625, 4.5, 8.875], played.Waits);
        Assert.Equal((5, VerdictKind.Success), (played.Requests, played.End));
    }

    [Theory]
    [InlineData(100, int.MaxValue)]
    [InlineData(0, 7)]
    public void A_limit_of_time_or_of_tries_ends_the_waiting(double totalTime, int attempts)
    {
        var options = StrategyPresets.Google with { TotalTime = TimeSpan.FromSeconds(totalTime), Attempts = attempts };
        var played = Play(options, [875, 0, 375, 500, 500, 250, 125], 503, 504, 429, 500, 503, 502, 429);
        Assert.Equal([1.875, 2, 4.375, 8.5, 16.5, 32.25], played.Waits);
        Assert.Equal((7, VerdictKind.GiveUp), (played.Requests, played.End));
    }

    [Fact]
    public void Without_more_tries_there_is_one_request_and_no_wait()
    {
        var played = Play(StrategyPresets.Google with { Attempts = 1 }, [0], 503);
        Assert.Empty(played.Waits);
        Assert.Equal((1, VerdictKind.GiveUp), (played.Requests, played.End));
    }

    [Theory]
    [InlineData(49, VerdictKind.Retry)]
    [InlineData(98, VerdictKind.Retry)]
    [InlineData(99, VerdictKind.Retry)]
    [InlineData(100, VerdictKind.GiveUp)]
    [InlineData(199, VerdictKind.GiveUp)]
    public void The_wait_to_come_counts_towards_the_limit(double before, VerdictKind verdict)
    {
        var strategy = new ConfiguredStrategy(StrategyPresets.Google with { TotalTime = TimeSpan.FromSeconds(100) });
        var attempt = Judging.Answer(503) with { SinceFirst = TimeSpan.FromSeconds(before) };
        Assert.Equal(verdict, strategy.Judge(attempt, new Chance(0)).Kind);
    }

    [Theory]
    [InlineData(5, VerdictKind.Retry)]
    [InlineData(6, VerdictKind.Retry)]
    [InlineData(7, VerdictKind.GiveUp)]
    public void Six_more_tries_are_six(int failed, VerdictKind verdict) =>
        Assert.Equal(verdict, new ConfiguredStrategy(StrategyPresets.Google with { Attempts = 7 }).Judge(Judging.Answer(503, failed)).Kind);

    [Fact]
    public void Google_waits_fourteen_times_and_for_575_seconds_without_jitter()
    {
        var played = Play(StrategyPresets.Google, [0], 503);
        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 64, 64, 64, 64, 64, 64, 64], played.Waits);
        Assert.Equal(575, played.Waits.Sum());
    }

    [Fact]
    public void Google_waits_for_600_seconds_at_most_with_the_most_jitter() => Assert.InRange(Play(StrategyPresets.Google, [1000], 503).Waits.Sum(), 575, 600);

    [Theory]
    [InlineData("408 429 500 502 503 504", "google")]
    [InlineData("408 429 500 502 503 504", "s3")]
    [InlineData("401 408 429 500-599", "oss")]
    [InlineData("413 429 503", "3di")]
    public void Statuses_are_tried_again_as_each_store_has_them(string statuses, string name)
    {
        var strategy = new ConfiguredStrategy(StrategyPresets.All.Single(p => p.Name == name));
        var expected = StatusSet.Parse(statuses);
        for (var status = 400; status < 600; status++)
            Assert.Equal(expected.Contains(status), strategy.Judge(Judging.Answer(status)).Kind == VerdictKind.Retry);
    }

    [Theory]
    [InlineData("s3", new[] { 1.0, 2 })]
    [InlineData("oss", new[] { 0.4, 0.8 })]
    [InlineData("3di", new[] { 1.0, 2, 4 })]
    public void No_wait_is_longer_than_documented_and_tries_are_counted(string name, double[] longest)
    {
        var options = StrategyPresets.All.Single(p => p.Name == name);
        var played = Play(options, [1000], 503);
        Assert.Equal(longest, played.Waits.Select(w => Math.Round(w, 9)));
        Assert.Equal(longest.Length + 1, played.Requests);
    }

    [Theory]
    [InlineData(Jitter.Full)]
    [InlineData(Jitter.Equal)]
    public void Waits_never_overflow(Jitter jitter)
    {
        var backoff = StrategyPresets.Oss.Backoff with { Jitter = jitter };
        for (var failed = 1; failed <= 128; failed++) Assert.InRange(backoff.Wait(failed, new Random(failed)).TotalSeconds, 0, 21);
    }

    /// <summary>Asks again as long as the strategy wants to, by a clock on which only waits take time; 0 is a refused connection.</summary>
    static (int Requests, double[] Waits, VerdictKind End) Play(StrategyOptions options, int[] jitter, params int[] statuses)
    {
        var (strategy, chance, waits) = (new ConfiguredStrategy(options), new Chance(jitter), new List<double>());
        for (var attempt = 1; ; attempt++)
        {
            var status = statuses[Math.Min(attempt, statuses.Length) - 1];
            var facts = status == 0 ? Judging.Broken(Reason.Connect, attempt) : Judging.Answer(status, attempt);
            var verdict = strategy.Judge(facts with { SinceFirst = TimeSpan.FromSeconds(waits.Sum()) }, chance);
            if (verdict.Kind != VerdictKind.Retry) return (attempt, [.. waits], verdict.Kind);
            waits.Add(verdict.After.TotalSeconds);
        }
    }

    /// <summary>Draws these thousandths in turn; the last one is repeated.</summary>
    sealed class Chance(params int[] thousandths) : Random
    {
        int _turn;

        public override double NextDouble() => thousandths[Math.Min(_turn++, thousandths.Length - 1)] / 1000.0;
    }
}
