using Swarm.Domain.Frontier;
using static Swarm.Domain.Frontier.LedgerFilter;

namespace Swarm.Domain.Tests.Frontier;

public sealed class LedgerFilterTests
{
    static LedgerValue Number(long number) => new(null, number);

    static LedgerValue Text(string text) => new(text, 0);

    [Fact]
    public void The_manuals_example_is_read_as_meant()
    {
        var or = Assert.IsType<Or>(Parse("reason=timeout or status in (429,503)"));
        Assert.Equal(new Compare(LedgerField.Reason, LedgerOperator.Equal, Number((long)Reason.Timeout)), or.Left);
        var choice = Assert.IsType<In>(or.Right);
        Assert.Equal(LedgerField.Status, choice.Field);
        Assert.Equal([Number(429), Number(503)], choice.Values);
    }

    [Fact]
    public void And_binds_closer_than_or_and_not_closest()
    {
        var (a, b, c) = (Parse("status=1"), Parse("status=2"), Parse("status=3"));
        Assert.Equal(new Or(a, new And(new Not(b), c)), Parse("status=1 OR not status=2 And status=3"));
        Assert.Equal(new And(new Or(a, b), new Not(new Not(c))), Parse("(status=1 or status=2)and not(not status=3)"));
    }

    [Theory]
    [InlineData("url ~ *.zip", "*.zip")]
    [InlineData("url like \"a and (b)\"", "a and (b)")]
    [InlineData("url~'it''s'", "it's")]
    [InlineData("url ~ http://a/b?c", "http://a/b?c")]
    public void Text_is_bare_or_quoted(string filter, string text) =>
        Assert.Equal(new Compare(LedgerField.Url, LedgerOperator.Like, Text(text)), Parse(filter));

    [Theory]
    [InlineData("length=1", LedgerOperator.Equal)]
    [InlineData("length == 1", LedgerOperator.Equal)]
    [InlineData("length!=1", LedgerOperator.NotEqual)]
    [InlineData("length<>1", LedgerOperator.NotEqual)]
    [InlineData("length<1", LedgerOperator.Less)]
    [InlineData("length<=1", LedgerOperator.LessOrEqual)]
    [InlineData("LENGTH>1", LedgerOperator.Greater)]
    [InlineData("length >=1", LedgerOperator.GreaterOrEqual)]
    public void Numbers_are_compared(string filter, LedgerOperator sign) => Assert.Equal(new Compare(LedgerField.Length, sign, Number(1)), Parse(filter));

    [Theory]
    [InlineData("reason=disk-full", LedgerField.Reason, (long)Reason.DiskFull)]
    [InlineData("reason=DiskFull", LedgerField.Reason, (long)Reason.DiskFull)]
    [InlineData("state=not-modified", LedgerField.State, (long)LedgerState.NotModified)]
    [InlineData("stage = 'connect'", LedgerField.Stage, (long)Stage.Connect)]
    public void Names_are_read_in_any_spelling(string filter, LedgerField field, long value) =>
        Assert.Equal(new Compare(field, LedgerOperator.Equal, Number(value)), Parse(filter));

    [Theory]
    [InlineData("", 1, "a field (reason,")]
    [InlineData("colour=red", 1, "found 'colour'")]
    [InlineData("0=1", 1, "a field")]
    [InlineData("reason", 7, "=, != or in, found the end")]
    [InlineData("reason=slowly", 8, "disk-full")]
    [InlineData("reason=3", 8, "a reason")]
    [InlineData("reason ~ time", 8, "=, != or in")]
    [InlineData("status=4xx", 8, "a whole number")]
    [InlineData("status=-1", 8, "a whole number")]
    [InlineData("status in 404", 11, "'('")]
    [InlineData("status in (404", 15, "',' or ')'")]
    [InlineData("status in ()", 12, "a whole number")]
    [InlineData("(status=404", 12, "')'")]
    [InlineData("status=404 status=500", 12, "'and', 'or' or the end")]
    [InlineData("status=404 and", 15, "a field")]
    [InlineData("url ~ 'open", 7, "without its end")]
    [InlineData("host < b", 6, "=, !=, ~, like or in")]
    public void A_fault_says_where_and_what_was_expected(string filter, int position, string words)
    {
        Assert.False(TryParse(filter, out _, out var fault));
        Assert.StartsWith($"at {position}: expected ", fault, StringComparison.Ordinal);
        Assert.Contains(words, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Endless_nesting_is_refused() => Assert.False(TryParse(new string('(', 100_000), out _, out _));
}
