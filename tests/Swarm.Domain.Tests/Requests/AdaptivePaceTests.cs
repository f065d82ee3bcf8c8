using Swarm.Domain.Requests;

namespace Swarm.Domain.Tests.Requests;

/// <summary>How adaptive feels its way: up by addition, down by multiplication.</summary>
public sealed class AdaptivePaceTests
{
    static readonly Origin Somewhere = Origin.Parse("http://a.test");

    [Fact]
    public void It_starts_low()
    {
        var pace = Pace();

        Assert.Equal((2, TimeSpan.Zero), (pace.Concurrency, pace.Spacing));
    }

    [Fact]
    public void A_round_of_successes_adds_one()
    {
        var pace = Pace();

        for (var round = 0; round < 10; round++) Succeed(pace, pace.Concurrency);

        Assert.InRange(pace.Concurrency, 10, 12);
    }

    [Fact]
    public void It_never_exceeds_its_maximum()
    {
        var pace = Pace(maximum: 8);

        Succeed(pace, 1000);

        Assert.Equal(8, pace.Concurrency);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public void A_server_that_pushes_back_halves_it(int status)
    {
        var pace = Pace(start: 32);

        pace.Observe(Judging.Answer(status));

        Assert.Equal(16, pace.Concurrency);
    }

    [Theory]
    [InlineData(Reason.Timeout)]
    [InlineData(Reason.Connect)]
    [InlineData(Reason.Reset)]
    [InlineData(Reason.Slow)]
    public void So_does_a_transport_failure(Reason reason)
    {
        var pace = Pace(start: 32);

        pace.Observe(Judging.Broken(reason));

        Assert.Equal(16, pace.Concurrency);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(500)]
    public void An_error_that_says_nothing_of_load_does_not(int status)
    {
        var pace = Pace(start: 32);

        pace.Observe(Judging.Answer(status));

        Assert.True(pace.Concurrency >= 32);
    }

    [Fact]
    public void A_round_that_is_pushed_back_as_a_whole_counts_once()
    {
        var pace = Pace(start: 32);

        Refuse(pace, 16);

        Assert.Equal(16, pace.Concurrency);
    }

    [Fact]
    public void The_next_round_counts_again()
    {
        var pace = Pace(start: 32);

        Refuse(pace, 33);

        Assert.Equal(8, pace.Concurrency);
    }

    [Fact]
    public void Where_one_at_a_time_is_too_many_requests_move_apart_and_come_together_again()
    {
        var pace = Pace(start: 1);
        Refuse(pace, 1);
        Assert.Equal(TimeSpan.FromMilliseconds(250), pace.Spacing);
        Refuse(pace, 1);
        Assert.Equal(TimeSpan.FromMilliseconds(500), pace.Spacing);
        Refuse(pace, 100);
        Assert.Equal((1, TimeSpan.FromSeconds(30)), (pace.Concurrency, pace.Spacing));

        Succeed(pace, 200);

        Assert.InRange(pace.Spacing, TimeSpan.Zero, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public void Latency_that_grows_is_congestion()
    {
        var pace = Pace(start: 16);
        Succeed(pace, 50, latency: 0.02);
        var before = pace.Concurrency;

        Succeed(pace, 100, latency: 0.2);

        Assert.True(pace.Concurrency < before, $"{pace.Concurrency} after {before}");
    }

    [Fact]
    public void It_goes_on_where_the_last_run_ended()
    {
        var before = Pace();
        Succeed(before, 100);

        var after = new ConfiguredStrategy(StrategyPresets.Adaptive).PaceFor(Somewhere, before.Remember());

        Assert.Equal((before.Concurrency, before.Spacing), (after.Concurrency, after.Spacing));
    }

    [Fact]
    public void What_is_remembered_yields_to_limits_that_have_changed()
    {
        var pace = Pace(maximum: 4, remembered: new PaceMemory(40, TimeSpan.Zero), delay: TimeSpan.FromSeconds(1));

        Assert.Equal((4, TimeSpan.FromSeconds(1)), (pace.Concurrency, pace.Spacing));
    }

    static IOriginPace Pace(double start = 2, double maximum = 64, PaceMemory? remembered = null, TimeSpan delay = default)
    {
        var options = StrategyPresets.Adaptive with { Delay = delay, Adaptive = new AdaptiveOptions { Start = start, Maximum = maximum } };
        return new ConfiguredStrategy(options).PaceFor(Somewhere, remembered);
    }

    static void Succeed(IOriginPace pace, int times, double latency = 0.02)
    {
        for (var i = 0; i < times; i++) pace.Observe(Judging.Answer(200) with { Latency = TimeSpan.FromSeconds(latency) });
    }

    static void Refuse(IOriginPace pace, int times)
    {
        for (var i = 0; i < times; i++) pace.Observe(Judging.Answer(429));
    }
}
