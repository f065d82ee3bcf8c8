using Swarm.Domain.Transfers;
using Swarm.Domain.Transfers.Segments;

namespace Swarm.Domain.Tests.Transfers.Segments;

public sealed class SegmentPlanTests
{
    static SegmentPlan Plan(long length, string held = "", long part = 10, long minSplit = 20, long? window = null)
    {
        var intervals = held.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(i => i.Split('-').Select(long.Parse).ToArray());
        return new SegmentPlan(length, new IntervalSet(intervals.Select(i => new Interval(i[0], i[1], default))),
            new SegmentOptions { PartSize = part, MinSplit = minSplit }, window);
    }

    static string? Text(Segment? segment) => segment is null ? null : $"{segment.Position}-{segment.End}";

    [Fact]
    public void The_first_claim_is_all_of_it_and_the_next_ones_halve_the_largest()
    {
        var plan = Plan(1000);
        Assert.Equal("0-1000", Text(plan.Claim()));
        Assert.Equal("500-1000", Text(plan.Claim()));
        Assert.Equal("250-500", Text(plan.Claim()));
        Assert.Equal("750-1000", Text(plan.Claim()));
        Assert.Equal((4, 1000), (plan.Open, plan.Remaining));
    }

    [Theory]
    [InlineData("", "0-100")]
    [InlineData("0-30", "30-100")]
    [InlineData("0-30,50-60", "30-50,60-100")]
    [InlineData("10-20,90-100", "0-10,20-90")]
    [InlineData("0-100", null)]
    [InlineData("0-50,50-300", null)]
    [InlineData("20-300", "0-20")]
    public void What_is_held_already_is_claimed_by_nobody(string held, string? claims)
    {
        var plan = Plan(100, held, minSplit: 1000);
        var segments = new List<Segment>();
        while (plan.Claim() is { } segment) segments.Add(segment);
        Assert.Equal(claims ?? "", string.Join(',', segments.Select(Text)));
        Assert.Equal(segments.Sum(s => s.End - s.Position), plan.Remaining);
        Assert.Equal(claims is null, plan.IsComplete);
    }

    [Theory]
    [InlineData(100, 10, 20, 0, "50-100")]
    [InlineData(100, 30, 20, 0, "60-100")]
    [InlineData(100, 60, 20, 0, "60-100")]
    [InlineData(100, 60, 20, 59, "60-100")]
    [InlineData(100, 60, 20, 60, null)]
    [InlineData(100, 10, 20, 80, "90-100")]
    [InlineData(100, 10, 20, 81, null)]
    [InlineData(100, 100, 1, 0, null)]
    [InlineData(100, 90, 10, 0, "90-100")]
    [InlineData(3, 1, 1, 0, "1-3")]
    [InlineData(1, 1, 0, 0, null)]
    public void A_tail_is_split_off_at_a_part_if_enough_is_left(long length, long part, long minSplit, int taken, string? tail)
    {
        var plan = Plan(length, part: part, minSplit: minSplit);
        var segment = plan.Claim()!;
        Assert.Equal(taken, segment.Take(taken));
        Assert.Equal(tail is not null, plan.IsWorthSharing);
        var split = plan.Claim();
        Assert.Equal(tail, Text(split));
        Assert.Equal(split?.Position ?? length, segment.End);
        Assert.Equal(length - taken, plan.Remaining);
    }

    [Fact]
    public void A_split_segment_keeps_only_what_is_before_the_cut()
    {
        var plan = Plan(40);
        var first = plan.Claim()!;
        Assert.Equal(15, first.Take(15));
        var second = plan.Claim()!;
        Assert.Equal(("15-30", "30-40"), (Text(first), Text(second)));
        Assert.Equal(15, first.Take(25));
        Assert.True(first.IsOver);
        Assert.Equal(0, first.Take(10));
        Assert.Equal(10, second.Take(10));
        Assert.Equal((0, false), (plan.Remaining, plan.IsComplete));
        first.GiveBack();
        second.GiveBack();
        Assert.True(plan.IsComplete);
    }

    [Fact]
    public void What_is_given_back_is_free_once()
    {
        var plan = Plan(100);
        var first = plan.Claim()!;
        var second = plan.Claim()!;
        first.Take(20);
        first.GiveBack();
        first.GiveBack();
        Assert.Equal((0, true), (first.Take(5), first.IsOver));
        Assert.Equal("20-50", Text(plan.Claim()));
        second.GiveBack();
        Assert.Equal("50-100", Text(plan.Claim()));
        Assert.Equal(80, plan.Remaining);
    }

    [Fact]
    public void What_was_taken_but_not_stored_is_fetched_again()
    {
        var plan = Plan(100);
        var segment = plan.Claim()!;
        segment.Take(100);
        segment.GiveBack(storedTo: 70);
        Assert.Equal((30, false), (plan.Remaining, plan.IsComplete));
        segment = plan.Claim()!;
        Assert.Equal("70-100", Text(segment));
        segment.Take(30);
        segment.GiveBack(storedTo: 100);
        Assert.True(plan.IsComplete);
    }

    [Fact]
    public void The_last_piece_is_hedged_once_and_who_is_first_has_it()
    {
        var plan = Plan(100, minSplit: 60);
        var slow = plan.Claim()!;
        var other = plan.Claim()!;
        Assert.Null(plan.Hedge());
        slow.Take(10);
        other.Take(50);
        other.GiveBack();
        Assert.True(plan.IsWorthHedging);
        var hedge = plan.Hedge()!;
        Assert.Equal("10-50", Text(hedge));
        Assert.Null(plan.Hedge());
        Assert.Equal(2, plan.Open);
        hedge.Take(30);
        Assert.Equal(10, plan.Remaining);
        Assert.Equal(5, slow.Take(5));
        Assert.Equal((15, 10), (slow.Position, plan.Remaining));
        hedge.Take(10);
        Assert.True(slow.IsOver);
        Assert.Equal(0, slow.Take(5));
        hedge.GiveBack();
        Assert.False(plan.IsComplete);
        slow.GiveBack();
        Assert.True(plan.IsComplete);
    }

    [Fact]
    public void A_hedge_that_is_given_back_frees_nothing_while_the_other_goes_on()
    {
        var plan = Plan(50, minSplit: 60);
        var slow = plan.Claim()!;
        plan.Hedge()!.GiveBack();
        Assert.Null(plan.Claim());
        Assert.Null(plan.Hedge());
        slow.Take(20);
        slow.GiveBack();
        Assert.Equal("20-50", Text(plan.Claim()));
    }

    [Fact]
    public void An_empty_object_is_complete_at_once() => Assert.Equal((true, null), (Plan(0).IsComplete, Plan(0).Claim()));

    [Fact]
    public void In_order_claims_are_parts_within_the_window()
    {
        var plan = Plan(100, part: 10, window: 25);
        var first = plan.Claim()!;
        var second = plan.Claim()!;
        Assert.Equal(("0-10", "10-20"), (Text(first), Text(second)));
        Assert.Null(plan.Claim());
        first.Take(4);
        Assert.False(plan.IsWorthSharing);
        first.Take(1);
        Assert.Equal("20-30", Text(plan.Claim()));
        second.Take(10);
        Assert.Null(plan.Claim());
        first.GiveBack();
        Assert.Equal("5-10", Text(plan.Claim()));
    }

    [Fact]
    public void A_window_smaller_than_a_part_still_moves() => Assert.Equal("0-3", Text(Plan(100, part: 10, window: 3).Claim()));

    [Fact]
    public void Nothing_at_the_largest_length_overflows()
    {
        var plan = Plan(long.MaxValue, part: 1L << 40, minSplit: 1);
        for (var i = 0; i < 64; i++) Assert.NotNull(plan.Claim());
        var inOrder = Plan(long.MaxValue, part: long.MaxValue, window: long.MaxValue);
        Assert.Equal($"0-{long.MaxValue}", Text(inOrder.Claim()));
    }
}
