using Swarm.IO.Lists;

namespace Swarm.IO.Tests.Lists;

public sealed class GlobTests : ListTests
{
    [Theory]
    [InlineData("http://h/[1-3]", "1 2 3")]
    [InlineData("http://h/[01-10:3]", "01 04 07 10")]
    [InlineData("http://h/[9-11]", "9 10 11")]
    [InlineData("http://h/[098-101]", "098 099 100 101")]
    [InlineData("http://h/[a-e:2]", "a c e")]
    [InlineData("http://h/[X-Z]", "X Y Z")]
    [InlineData("http://h/{one,,two}", "one  two")]
    [InlineData("http://h/{a,b}[1-2]", "a1 a2 b1 b2")]
    [InlineData("http://h/\\[1-3\\]", "[1-3]")]
    [InlineData("http://h/\\{a\\,b\\}", "%7Ba,b%7D")]
    public async Task Patterns_expand_as_curl_expands_them(string pattern, string expected) =>
        Assert.Equal(expected.Split(' ').Select(end => "http://h/" + end), Urls(await Read(new ListSpec([], [pattern], Glob: true))));

    [Theory]
    [InlineData("http://h/[3-1]")]
    [InlineData("http://h/[a-Z]")]
    [InlineData("http://h/[1-2")]
    [InlineData("http://h/[1-5:0]")]
    [InlineData("http://h/[1-99999999999999999999]")]
    [InlineData("http://h/[0-999999999999]")]
    [InlineData("http://h/[1-100000][1-100000]")]
    [InlineData("http://h/{}")]
    [InlineData("http://h/{a,{b}}")]
    [InlineData("http://h/{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}")]
    [InlineData("nonsense[1-1000000]")]
    public async Task A_bad_pattern_is_told_once(string pattern) =>
        Assert.Single(Faults(await Read(new ListSpec([], [pattern], Glob: true))));

    [Fact]
    public async Task Nothing_is_expanded_unasked() => Assert.Equal(["http://h/[1-3]"], Urls(await Read("http://h/[1-3]")));

    [Fact]
    public async Task An_address_is_no_range() =>
        Assert.Equal(["http://[::1]:81/1", "http://[::1]:81/2"], Urls(await Read(new ListSpec([], ["http://[::1]:81/[1-2]"], Glob: true))));

    [Fact]
    public async Task A_vast_pattern_is_expanded_as_it_is_pulled()
    {
        await using var source = ListReader.Open(new ListSpec([], ["http://h/[1-1000]/[1-1000000]"], Glob: true));
        source.SkipTo(new(999_999_998, 0, 0, 999_999_998));
        Assert.Equal(["http://h/1000/999999"], Urls((await source.ReadAsync(1, default)).Entries));
        Assert.Equal(["http://h/1000/1000000"], Urls((await source.ReadAsync(100, default)).Entries));
    }

    [Fact]
    public async Task What_else_the_list_says_goes_with_every_expansion()
    {
        var entries = await Read("http://h/[1-2]\n header=A: b\n", glob: true);
        Assert.Equal(2, entries.Count);
        Assert.All(entries, e => Assert.Equal("b", Assert.Single(e.Bundle!.Headers).Value));
    }
}
