namespace Swarm.Domain.Tests;

public sealed class SystemChanceTests
{
    [Fact]
    public void A_tag_is_twelve_hexadecimal_digits_and_no_two_are_alike()
    {
        var tags = Enumerable.Range(0, 1000).Select(_ => SystemChance.Tag()).ToHashSet();
        Assert.Equal(1000, tags.Count);
        Assert.All(tags, tag => Assert.Matches("^[0-9a-f]{12}$", tag));
    }

    [Fact]
    public void Each_bit_of_seeds_is_drawn_and_none_is_negative()
    {
        var seeds = Enumerable.Range(0, 1000).Select(_ => SystemChance.Seed()).ToArray();
        Assert.DoesNotContain(seeds, seed => seed < 0);
        Assert.All(Enumerable.Range(0, 31), bit => Assert.InRange(seeds.Count(seed => (seed >> bit & 1) == 1), 400, 600));
    }
}
