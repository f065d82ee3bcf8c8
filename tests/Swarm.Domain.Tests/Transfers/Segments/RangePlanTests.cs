using Swarm.Domain.Transfers;
using Swarm.Domain.Transfers.Segments;

namespace Swarm.Domain.Tests.Transfers.Segments;

public sealed class RangePlanTests
{
    const long MiB = 1 << 20;

    static string? Text(IReadOnlyList<(long First, long Last)>? parts) => parts is null ? null : string.Join(',', parts.Select(p => $"{p.First}-{p.Last}"));

    [Theory]
    [InlineData(10, null, "0-3,4-7,8-9")]
    [InlineData(10, "0-0", "0-0")]
    [InlineData(10, "-5", "5-8,9-9")]
    [InlineData(10, "2-7", "2-5,6-7")]
    [InlineData(10, "2-100", "2-5,6-9")]
    [InlineData(10, "10-", null)]
    [InlineData(10, "9-9", "9-9")]
    [InlineData(8, null, "0-3,4-7")]
    [InlineData(0, null, "")]
    [InlineData(0, "0-", null)]
    public void A_range_is_cut_into_parts(long size, string? range, string? parts)
    {
        ByteRange? wanted = range is not null && ByteRange.TryParse(range, out var parsed) ? parsed : null;
        Assert.Equal(parts, Text(RangePlan.Parts(size, wanted, 4)));
    }

    [Theory]
    [InlineData(1300, 4, 5 * MiB, "0-324,325-649,650-974,975-1299")]
    [InlineData(10, 3, 5 * MiB, "0-2,3-5,6-8,9-9")]
    [InlineData(10, 4, 2, "0-1,2-3,4-5,6-7,8-9")]
    [InlineData(16 * MiB, 4, 5 * MiB, "0-4194303,4194304-8388607,8388608-12582911,12582912-16777215")]
    [InlineData(3, 4, 5 * MiB, "0-2")]
    [InlineData(0, 1, 5 * MiB, "")]
    public void An_object_is_shared_among_workers(long size, int workers, long step, string ranges) =>
        Assert.Equal(ranges, Text(RangePlan.Shares(size, workers, step)));

    [Fact]
    public void Parts_cover_every_byte_once_whatever_size_start_and_count()
    {
        for (var start = 0; start < 63; start++)
            for (var count = 1; count <= 63; count++)
                for (var part = 1; part <= 64; part += 7)
                {
                    var at = (long)start;
                    foreach (var (first, last) in RangePlan.Parts(63, ByteRange.Of(start, start + count - 1), part)!)
                    {
                        Assert.Equal(at, first);
                        Assert.InRange(last - first + 1, 1, part);
                        at = last + 1;
                    }

                    Assert.Equal(Math.Min(63 - start, count), at - start);
                }
    }

    [Fact]
    public void Parts_near_the_largest_number_do_not_overflow() =>
        Assert.Equal("9223372036854775797-9223372036854775800,9223372036854775801-9223372036854775804,9223372036854775805-9223372036854775806",
            Text(RangePlan.Parts(long.MaxValue, ByteRange.Of(-10, null), 4)));
}
