using Swarm.Domain.Requests;

namespace Swarm.Domain.Tests.Requests;

public sealed class StatusSetTests
{
    [Theory]
    [InlineData("400-599 !404", "400 403 405 429 500 599", "399 404 200 600 0 -1")]
    [InlineData("408 425 429 500-599", "408 425 429 500 599", "400 404 407 409")]
    [InlineData("500-599, !501, 501", "500 501", "499")]
    [InlineData("400-499 !410-420", "409 421", "410 415 420")]
    [InlineData("", "", "200 404 500")]
    public void Parts_add_and_take_away_in_order(string text, string members, string others)
    {
        var set = StatusSet.Parse(text);

        Assert.All(Numbers(members), status => Assert.True(set.Contains(status), $"{status}"));
        Assert.All(Numbers(others), status => Assert.False(set.Contains(status), $"{status}"));
    }

    [Theory]
    [InlineData("4xx")]
    [InlineData("99")]
    [InlineData("600")]
    [InlineData("500-400")]
    [InlineData("400-")]
    [InlineData("!")]
    [InlineData("500 -1")]
    public void A_part_that_is_no_status_is_named(string text)
    {
        var fault = Assert.Throws<FormatException>(() => StatusSet.Parse(text));

        Assert.Contains($"'{text.Split(' ')[^1]}'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sets_with_the_same_members_are_equal()
    {
        Assert.Equal(StatusSet.Parse("400-402"), StatusSet.Parse("400, 401, 402"));
        Assert.NotEqual(StatusSet.Parse("400"), StatusSet.Parse("401"));
    }

    static IEnumerable<int> Numbers(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse);
}
