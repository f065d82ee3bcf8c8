using Swarm.Domain;
using Swarm.IO.Lists;

namespace Swarm.IO.Tests.Lists;

public sealed class Aria2ListTests : ListTests
{
    [Fact]
    public async Task Mirrors_and_options_make_one_bundle()
    {
        var entries = await Read("""
            # a comment
            http://a/f.iso	http://b/f.iso	http://c/f.iso
              dir=/down/loads
              out=g.iso
              checksum=sha-256=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
              header=X-One: 1
            	header=X-Two:2
              referer=http://r/
              user-agent=me/1
              http-user=u
              http-passwd=p:w
              max-tries=5

            http://d/x
            """);
        var bundle = entries[0].Bundle!;
        Assert.Equal("http://a/f.iso", bundle.Url.Href);
        Assert.Equal(["http://b/f.iso", "http://c/f.iso"], bundle.Mirrors.Select(m => m.Href));
        Assert.Equal("/down/loads/g.iso", bundle.Out);
        Assert.Equal(new Checksum(DigestAlgorithm.Sha256, new string('a', 64)), bundle.Checksum);
        Assert.Equal(
            [new("X-One", "1"), new("X-Two", "2"), new("Referer", "http://r/"), new("User-Agent", "me/1"), new("Authorization", "Basic dTpwOnc=")],
            bundle.Headers);
        Assert.Equal(new Bundle(WebUrl.Parse("http://d/x")), entries[1].Bundle! with { Mirrors = entries[1].Bundle!.Mirrors });
        Assert.Equal(2, entries.Count);
    }

    [Theory]
    [InlineData("http://h/a/b.txt?x/y", "d/b.txt")]
    [InlineData("http://h/", "d/index.html")]
    [InlineData("http://h", "d/index.html")]
    [InlineData("http://h/a%20b", "d/a b")]
    public async Task A_folder_alone_keeps_the_last_segment_as_name(string url, string name) =>
        Assert.Equal(name, Only(await Read($"{url}\n dir=d/\n")).Out);

    [Fact]
    public async Task Unknown_options_are_told_once_a_name_and_hinder_nothing()
    {
        var entries = await Read("http://h/a\n nonsense=1\n split=2\nhttp://h/b\n nonsense=2\n checksum=md5=00\nhttp://h/c\n");
        Assert.Equal(["http://h/a", "http://h/c"], Urls(entries));
        Assert.Equal(2, Faults(entries).Length);
        Assert.StartsWith("list:2: 'nonsense'", Faults(entries)[0]);
        Assert.StartsWith("list:4: the checksum 'md5=00'", Faults(entries)[1]);
    }

    [Fact]
    public async Task An_option_of_a_bad_URL_goes_to_no_other()
    {
        var entries = await Read(" out=first\nhttp://h/a\nbad\n header=Secret: 1\nhttp://h/b\n");
        Assert.All(entries.Where(e => e.Bundle is not null), e => Assert.Empty(e.Bundle!.Headers));
        Assert.Equal(["http://h/a", "http://h/b"], Urls(entries));
        Assert.Equal(2, Faults(entries).Length);
    }

    [Fact]
    public async Task Plain_lists_given_as_such_say_what_an_option_means() =>
        Assert.Contains("--format aria2", Assert.Single(Faults(await Read("http://h/a\n out=x\n", ListFormat.Plain))));
}
