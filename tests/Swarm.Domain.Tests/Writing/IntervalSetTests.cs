using Swarm.Domain.Integrity;
using Swarm.Domain.Writing;

namespace Swarm.Domain.Tests.Writing;

public sealed class IntervalSetTests
{
    static readonly byte[] Data = Noise(20_000);

    static Interval Piece(long start, long end)
    {
        var bytes = Data.AsSpan((int)start, (int)(end - start));
        return new Interval(start, end, new PieceSums(Crc32C.Append(0, bytes), Crc64.Append(0, bytes)));
    }

    static string Told(IntervalSet set) => string.Join(' ', set.Intervals.Select(i => $"{i.Start}-{i.End}{(i.Sums.Crc64 is null ? "?" : "")}"));

    [Theory]
    [InlineData("0-10,20-30", "0-10 20-30")]
    [InlineData("20-30,0-10", "0-10 20-30")]
    [InlineData("0-10,10-20", "0-20")]
    [InlineData("10-20,0-10", "0-20")]
    [InlineData("0-10,20-30,10-20", "0-30")]
    [InlineData("0-10,5-15", "0-15?")]
    [InlineData("5-15,0-10", "0-15?")]
    [InlineData("0-30,10-20", "0-30?")]
    [InlineData("10-20,0-30", "0-30?")]
    [InlineData("0-10,0-10", "0-10?")]
    [InlineData("0-5,10-15,20-25,3-22", "0-25?")]
    [InlineData("0-10,5-5,10-10,30-20", "0-10")]
    [InlineData("0-10,20-30,40-50,10-20", "0-30 40-50")]
    public void Intervals_are_kept_in_order_and_joined_where_they_touch(string added, string expected)
    {
        var set = new IntervalSet(added.Split(',').Select(a => a.Split('-').Select(long.Parse).ToArray())
            .Select(p => p[0] < p[1] ? Piece(p[0], p[1]) : new Interval(p[0], p[1], default)));
        Assert.Equal(expected, Told(set));
        foreach (var interval in set.Intervals)
            if (interval.Sums.Crc64 is not null) Assert.Equal(Piece(interval.Start, interval.End), interval);
    }

    [Fact]
    public void Pieces_in_any_order_have_the_sums_of_the_whole()
    {
        var random = new Random(14);
        for (var round = 0; round < 300; round++)
        {
            var (start, end) = (random.Next(100), Data.Length - random.Next(100));
            var cuts = Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(start, end)).Append(start).Append(end).Distinct().Order().ToArray();
            var pieces = cuts.Zip(cuts.Skip(1), (a, b) => Piece(a, b)).ToArray();
            random.Shuffle(pieces);
            Assert.Equal(Piece(start, end), Assert.Single(new IntervalSet(pieces).Intervals));
        }
    }

    [Fact]
    public void Any_intervals_cover_what_they_covered_and_the_gaps_are_the_rest()
    {
        var random = new Random(15);
        for (var round = 0; round < 2000; round++)
        {
            var (set, there, end) = (new IntervalSet(), new bool[64], random.Next(65));
            for (var i = random.Next(12); i > 0; i--)
            {
                var start = random.Next(64);
                var stop = random.Next(start, 65);
                set.Add(new Interval(start, stop, default));
                there.AsSpan(start..stop).Fill(true);
            }

            Assert.Equal(there.Count(t => t), set.Length);
            Assert.Equal(Enumerable.Range(0, 64).Where(i => there[i]), set.Intervals.SelectMany(i => Places(i.Start, i.End)));
            Assert.Equal(Enumerable.Range(0, end).Where(i => !there[i]), set.Gaps(end).SelectMany(g => Places(g.Start, g.End)));
            Assert.All(set.Gaps(end), gap => Assert.True(gap.Start < gap.End));
            Assert.All(set.Intervals.Zip(set.Intervals.Skip(1)), pair => Assert.True(pair.First.End < pair.Second.Start));
        }
    }

    [Fact]
    public void A_sum_that_one_piece_lacks_is_not_known_of_the_two()
    {
        var joined = new PieceSums(1, null).Join(new PieceSums(2, 3), 10);
        Assert.Equal(Crc32C.Combine(1, 2, 10), joined.Crc32C);
        Assert.Null(joined.Crc64);
        Assert.Equal(default, default(PieceSums).Join(new PieceSums(2, 3), 10));
        Assert.Equal(default, new PieceSums(2, 3).Join(default, 10));
    }

    [Fact]
    public void A_piece_without_bytes_changes_nothing()
    {
        var sums = new PieceSums(2, 3);
        Assert.Equal(sums, sums.Join(default, 0));
        Assert.Equal(sums, new PieceSums(0, 0).Join(sums, 10));
    }

    static IEnumerable<int> Places(long start, long end) => Enumerable.Range((int)start, (int)(end - start));

    static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(16).NextBytes(bytes);
        return bytes;
    }
}
