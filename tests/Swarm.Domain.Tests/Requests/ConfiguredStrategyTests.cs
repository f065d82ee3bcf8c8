using Swarm.Domain.Requests;

namespace Swarm.Domain.Tests.Requests;

/// <summary>What lenient and backoff are documented to do (their original does not).</summary>
public sealed class ConfiguredStrategyTests
{
    [Fact]
    public void Lenient_asks_two_at_once_a_quarter_of_a_second_apart()
    {
        var pace = Judging.Lenient.PaceFor(Origin.Parse("http://a.test"), null);

        Assert.Equal((2, 0.25), (pace.Concurrency, pace.Spacing.TotalSeconds));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Lenient_waits_a_minute_after_each_failure(int failed) =>
        Assert.Equal(Verdict.Retry(TimeSpan.FromSeconds(60)), Judging.Lenient.Judge(Judging.Answer(503, failed)));

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 4)]
    [InlineData(5, 8)]
    [InlineData(6, 16)]
    [InlineData(7, 32)]
    [InlineData(8, 60)]
    [InlineData(9, 60)]
    public void Backoff_waits_two_to_the_power_of_n_less_two_seconds_and_never_more_than_a_minute(int failed, double seconds) =>
        Assert.Equal(Verdict.Retry(TimeSpan.FromSeconds(seconds)), Judging.Backoff.Judge(Judging.Answer(503, failed)));

    [Theory]
    [InlineData(200, true)]
    [InlineData(204, true)]
    [InlineData(399, true)]
    [InlineData(400, false)]
    [InlineData(404, false)]
    [InlineData(599, false)]
    public void Success_ends_at_399(int status, bool isGood)
    {
        Assert.Equal(isGood, Judging.Lenient.Judge(Judging.Answer(status)).Kind == VerdictKind.Success);
        Assert.Equal(isGood, Judging.Lenient.Accepts(status));
    }

    [Theory]
    [InlineData(400, VerdictKind.Retry)]
    [InlineData(403, VerdictKind.Retry)]
    [InlineData(404, VerdictKind.GiveUp)]
    [InlineData(429, VerdictKind.Retry)]
    [InlineData(500, VerdictKind.Retry)]
    [InlineData(503, VerdictKind.Retry)]
    public void Lenient_tries_all_again_but_404(int status, VerdictKind verdict) =>
        Assert.Equal(verdict, Judging.Lenient.Judge(Judging.Answer(status)).Kind);

    [Theory]
    [InlineData(400, VerdictKind.GiveUp)]
    [InlineData(404, VerdictKind.GiveUp)]
    [InlineData(408, VerdictKind.Retry)]
    [InlineData(425, VerdictKind.Retry)]
    [InlineData(429, VerdictKind.Retry)]
    [InlineData(500, VerdictKind.Retry)]
    public void Backoff_tries_again_what_may_pass(int status, VerdictKind verdict) =>
        Assert.Equal(verdict, Judging.Backoff.Judge(Judging.Answer(status)).Kind);

    [Fact]
    public void A_server_that_is_never_available_is_asked_five_times_by_lenient()
    {
        var (requests, waits, end) = Judging.Lenient.Play(503);

        Assert.Equal((5, VerdictKind.GiveUp), (requests, end));
        Assert.Equal([60, 60, 60, 60], waits);
    }

    [Fact]
    public void What_is_not_there_is_asked_for_once() => Assert.Equal((1, VerdictKind.GiveUp), Ends(Judging.Lenient.Play(404)));

    [Fact]
    public void Backoff_gets_what_comes_at_the_third_time()
    {
        var (requests, waits, end) = Judging.Backoff.Play(503, 503, 200);

        Assert.Equal((3, VerdictKind.Success), (requests, end));
        Assert.Equal([0.5, 1], waits);
    }

    [Fact]
    public void Backoff_asks_ten_times() => Assert.Equal((10, VerdictKind.GiveUp), Ends(Judging.Backoff.Play(500)));

    [Theory]
    [InlineData(Reason.Timeout, VerdictKind.Retry)]
    [InlineData(Reason.Slow, VerdictKind.Retry)]
    [InlineData(Reason.Dns, VerdictKind.Retry)]
    [InlineData(Reason.Connect, VerdictKind.Retry)]
    [InlineData(Reason.Reset, VerdictKind.Retry)]
    [InlineData(Reason.Truncated, VerdictKind.Retry)]
    [InlineData(Reason.Checksum, VerdictKind.GiveUp)]
    [InlineData(Reason.Tls, VerdictKind.GiveUp)]
    [InlineData(Reason.Redirect, VerdictKind.GiveUp)]
    [InlineData(Reason.Size, VerdictKind.GiveUp)]
    [InlineData(Reason.Disk, VerdictKind.GiveUp)]
    [InlineData(Reason.Internal, VerdictKind.GiveUp)]
    public void Of_what_goes_wrong_below_HTTP_only_that_is_tried_again_which_may_pass(Reason reason, VerdictKind verdict) =>
        Assert.Equal(verdict, Judging.Lenient.Judge(Judging.Broken(reason)).Kind);

    [Fact]
    public void A_body_that_broke_is_a_failure_whatever_its_status_was()
    {
        var attempt = Judging.Broken(Reason.Truncated) with { Status = 200 };

        Assert.Equal(VerdictKind.Retry, Judging.Lenient.Judge(attempt).Kind);
    }

    [Theory]
    [InlineData(30, 60)] // under our own wait
    [InlineData(0, 60)]
    [InlineData(90, 90)] // over it
    [InlineData(3600, 3600)]
    [InlineData(86400, 3600)] // over the cap
    [InlineData(315360000, 3600)]
    public void A_server_that_asks_for_a_longer_wait_gets_it_up_to_the_cap(double asked, double waited)
    {
        var attempt = Judging.Answer(429) with { ServerWait = TimeSpan.FromSeconds(asked) };

        Assert.Equal(waited, Judging.Lenient.Judge(attempt).After.TotalSeconds);
    }

    [Theory]
    [InlineData(39, VerdictKind.Retry)]
    [InlineData(40, VerdictKind.Retry)]
    [InlineData(41, VerdictKind.GiveUp)]
    public void No_try_begins_after_the_total_time(double sinceFirst, VerdictKind verdict)
    {
        var strategy = new ConfiguredStrategy(new StrategyOptions { TotalTime = TimeSpan.FromSeconds(100) });
        var attempt = Judging.Answer(503) with { SinceFirst = TimeSpan.FromSeconds(sinceFirst) };

        Assert.Equal(verdict, strategy.Judge(attempt).Kind);
    }

    static (int Requests, VerdictKind End) Ends((int Requests, double[] Waits, VerdictKind End) played) => (played.Requests, played.End);
}
