using Swarm.Domain.Transfers;
using Swarm.TestSupport;

namespace Swarm.Domain.Tests.Transfers;

public sealed class BandwidthLimitTests
{
    readonly ManualTime _time = new();

    [Fact]
    public void Without_a_limit_nobody_waits()
    {
        var limit = new BandwidthLimit(0, _time);
        for (var i = 0; i < 1000; i++) Assert.True(limit.TakeAsync(int.MaxValue, default).IsCompletedSuccessfully);
    }

    [Fact]
    public void Takers_share_the_rate_and_are_let_go_one_after_the_other()
    {
        var limit = new BandwidthLimit(1000, _time);
        var takers = Enumerable.Range(0, 10).Select(_ => limit.TakeAsync(500, default).AsTask()).ToArray();
        var gone = new List<int>();
        for (var tenths = 0; tenths < 50; tenths++, _time.Advance(TimeSpan.FromSeconds(0.1))) gone.Add(takers.Count(taker => taker.IsCompleted));
        // The first goes at once, each other half a second after the one before; what was unused before the start is a tenth.
        Assert.All(gone.Select((count, tenths) => (count, tenths)), one => Assert.InRange(one.count * 500, 0, (one.tenths * 100) + 600));
        Assert.Equal(10, gone[^1]);
    }

    [Fact]
    public void What_was_left_unused_can_t_be_saved_up()
    {
        var limit = new BandwidthLimit(1000, _time);
        _ = limit.TakeAsync(1, default);
        _time.Advance(TimeSpan.FromHours(1));
        var atOnce = 0;
        while (limit.TakeAsync(50, default).IsCompleted) atOnce++;
        Assert.InRange(atOnce * 50, 50, 200);
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        using var owner = new CancellationTokenSource();
        var limit = new BandwidthLimit(1, _time);
        await limit.TakeAsync(1000, owner.Token);
        var waiting = limit.TakeAsync(1, owner.Token).AsTask();
        await owner.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
