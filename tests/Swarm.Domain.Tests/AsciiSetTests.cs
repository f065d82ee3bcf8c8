namespace Swarm.Domain.Tests;

public sealed class AsciiSetTests
{
    [Fact]
    public void It_holds_what_it_was_given_and_nothing_else()
    {
        const string some = "\0 /0?@AZ_az~\u007F";
        var set = new AsciiSet(some);
        for (var c = 0; c <= char.MaxValue; c++) Assert.Equal(some.Contains((char)c), set.Contains((char)c));
    }

    [Theory]
    [InlineData("", -1)]
    [InlineData("abc", -1)]
    [InlineData("abxc", 2)]
    [InlineData("\u0161", 0)]
    [InlineData("ab\u4161", 2)]
    public void The_first_that_is_not_in_it(string text, int at)
    {
        var set = new AsciiSet("abc");
        Assert.Equal((at, at < 0), (set.IndexOfOther(text), set.ContainsAllOf(text)));
    }

    [Fact]
    public void It_is_of_ASCII() => Assert.Throws<ArgumentOutOfRangeException>(() => new AsciiSet("a\u0080"));
}
