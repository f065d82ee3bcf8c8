using Swarm.Domain.Requests;

namespace Swarm.Domain.Tests.Requests;

/// <summary>Waits with chance in them.</summary>
public sealed class BackoffTests
{
    static readonly BackoffOptions Doubling = new()
    {
        First = TimeSpan.FromSeconds(1), Multiplier = 2, Maximum = TimeSpan.FromSeconds(30), JitterSpan = TimeSpan.FromSeconds(3),
    };

    [Theory]
    [InlineData(Jitter.None, 1, 1, 1)]
    [InlineData(Jitter.None, 6, 30, 30)]
    [InlineData(Jitter.Full, 1, 0, 1)]
    [InlineData(Jitter.Full, 4, 0, 8)]
    [InlineData(Jitter.Full, 40, 0, 30)]
    [InlineData(Jitter.Equal, 1, 0.5, 1)]
    [InlineData(Jitter.Equal, 4, 4, 8)]
    [InlineData(Jitter.Equal, 40, 15, 30)]
    [InlineData(Jitter.Additive, 1, 1, 4)]
    [InlineData(Jitter.Additive, 4, 8, 11)]
    [InlineData(Jitter.Additive, 40, 30, 33)]
    public void Jitter_stays_within_its_bounds_and_fills_them(Jitter jitter, int failed, double least, double most)
    {
        var chance = new Random(7);
        var backoff = Doubling with { Jitter = jitter };

        var waits = Enumerable.Range(0, 1000).Select(_ => backoff.Wait(failed, chance).TotalSeconds).ToList();

        Assert.InRange(waits.Min(), least, least + (most - least) * 0.05);
        Assert.InRange(waits.Max(), most - (most - least) * 0.05, most);
    }

    [Fact]
    public void The_same_seed_gives_the_same_waits()
    {
        var backoff = Doubling with { Jitter = Jitter.Full };
        double[] Draw() => [.. Enumerable.Range(1, 10).Select(n => backoff.Wait(n, new Random(n)).TotalSeconds)];

        Assert.Equal(Draw(), Draw());
    }

    [Fact]
    public void No_number_of_failures_is_too_many() =>
        Assert.Equal(TimeSpan.FromSeconds(30), Doubling.Wait(int.MaxValue, new Random(1)));
}
