using Swarm.Domain.Stores;

namespace Swarm.Stores.Tests;

public sealed class PartRangeTests
{
    [Theory]
    [InlineData(52_428_800_000, 5_242_880)]
    [InlineData(52_428_800_001, 5_242_881)]
    [InlineData(1L << 40, 109_951_163)]
    [InlineData(1, 5_242_880)]
    public void Parts_grow_so_that_ten_thousand_of_them_hold_the_object(long length, long size) =>
        Assert.Equal(size, PartRange.S3.SizeFor(length, 5_242_880));

    [Fact]
    public void Parts_of_an_unknown_length_grow_to_hold_terabytes()
    {
        var sum = Enumerable.Range(1, 10_000).Sum(number => PartRange.S3.SizeAt(number, 8 << 20));
        Assert.True(sum > 5L << 40);
        Assert.Equal(8 << 20, PartRange.S3.SizeAt(1000, 8 << 20));
        Assert.Equal(16 << 20, PartRange.S3.SizeAt(1001, 8 << 20));
    }
}
