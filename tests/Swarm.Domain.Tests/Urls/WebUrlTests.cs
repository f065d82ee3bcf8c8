using System.Diagnostics;

namespace Swarm.Domain.Tests.Urls;

public class WebUrlTests(Xunit.Abstractions.ITestOutputHelper output)
{
    [Theory]
    [InlineData("ftp://x/y", "only http and https URLs can be fetched, not ftp")]
    [InlineData("javascript:alert(1)", "only http and https URLs can be fetched, not javascript")]
    [InlineData("example.com/x", "no scheme: it must begin with http:// or https://")]
    [InlineData("example.com:8080/x", "no scheme: it must begin with http:// or https://")]
    [InlineData("localhost:8080", "no scheme: it must begin with http:// or https://")]
    [InlineData("  ", "it is empty")]
    [InlineData("http://x:99999/", "the port 99999 is over 65535")]
    [InlineData("http://x:8o/", "the port '8o' is not a number")]
    [InlineData("http://x:0/", "the port 0 cannot be connected to")]
    [InlineData("http://a b/", "spaces in a host name")]
    [InlineData("http://a%00b/", "the control character U+0000 in a host name")]
    [InlineData("http://a<b/", "the character < in a host name")]
    [InlineData("http://", "no host")]
    [InlineData("https:///?x", "no host")]
    [InlineData("http://user@/x", "no host")]
    [InlineData("http://1.2.3.256/", "the host '1.2.3.256' is no valid IP address")]
    [InlineData("http://[::g]/", "the host '[::g]' is no valid IP address")]
    [InlineData("http://[::1/", "the host '[::1' is no valid IP address")]
    [InlineData("http://\ufdd0é\u001b.com/", "the host name '???.com' is no valid domain name")]
    public void A_fault_is_said_in_words(string text, string expected)
    {
        Assert.False(WebUrl.TryParse(text, out var url, out var fault));
        Assert.Null(url);
        Assert.Equal(expected, fault);
    }

    [Fact]
    public void Eight_thousand_characters_are_taken_and_one_more_is_not_nor_what_grows_beyond_by_encoding()
    {
        Assert.True(WebUrl.TryParse("http://x/" + new string('a', 7991), out _, out _));
        foreach (var text in new[] { "http://x/" + new string('a', 7992), "http://x/" + new string('é', 2000) })
        {
            Assert.False(WebUrl.TryParse(text, out _, out var fault));
            Assert.Equal("longer than 8,000 characters", fault);
        }
    }

    [Theory]
    [InlineData("http://x.org/a/b.txt")]
    [InlineData("https://x.org/")]
    [InlineData("https://x.org:8443/a?b=c&d=%20")]
    [InlineData("http://127.0.0.1:8080/f/00001.bin")]
    [InlineData("http://xn--fa-hia.example/%E6%97%A5?q=[1]^{}|`")]
    public void A_canonical_URL_is_kept_without_a_copy(string text) => Assert.Same(text, WebUrl.Parse(text).Href);

    [Theory]
    [InlineData("HTTP://EXAMPLE.com:80/%7Efoo/../b c", "http://example.com/b%20c")]
    [InlineData("http://x.org?q='", "http://x.org/?q=%27")]
    [InlineData("http://x.org/?", "http://x.org/?")]
    [InlineData("http://x.org/a/%2E%2e/b", "http://x.org/b")]
    [InlineData("http://x.org/.hidden/..x", "http://x.org/.hidden/..x")]
    [InlineData("http://x.org/a#b?c", "http://x.org/a")]
    [InlineData("http://0x7f.1/", "http://127.0.0.1/")]
    [InlineData("http://127.0.0.01/", "http://127.0.0.1/")]
    [InlineData("http://x.org:443/", "http://x.org:443/")]
    [InlineData("http://[::FFFF:1.2.3.4]:80/", "http://[::ffff:102:304]/")]
    [InlineData("http://①②⑦.0.0.1/", "http://127.0.0.1/")]
    [InlineData("http://a..é/", "http://a..xn--9ca/")]
    public void The_serialisation_is_the_Standards(string text, string href) => Assert.Equal(href, WebUrl.Parse(text).Href);

    [Theory]
    [InlineData("../c?d", "https://h:81/c?d")]
    [InlineData("?", "https://h:81/a/b?")]
    [InlineData("", "https://h:81/a/b?q")]
    [InlineData("#f", "https://h:81/a/b?q")]
    [InlineData("//o/p", "https://o/p")]
    [InlineData("\\\\x\\hello", "https://x/hello")]
    [InlineData("https:c", "https://h:81/a/c")]
    [InlineData("http:c", "http://c/")]
    [InlineData("/\tx\n/y ", "https://h:81/x/y")]
    [InlineData("mailto:x@y", null)]
    [InlineData("//h:99999", null)]
    public void References_resolve_against_the_base(string reference, string? href) =>
        Assert.Equal(href, WebUrl.Parse("https://u:p@h:81/a/b?q#f").Resolve(reference)?.Href);

    [Fact]
    public void Userinfo_is_kept_apart_goes_along_within_the_origin_and_never_shows()
    {
        var url = WebUrl.Parse("http://me:p@ss:w@x.org/a");
        Assert.Equal("me:p%40ss%3Aw", url.UserInfo);
        Assert.Equal("http://x.org/a", url.ToString());
        Assert.Equal("me:p%40ss%3Aw", url.Resolve("b")!.UserInfo);
        Assert.Null(url.Resolve("//y.org/b")!.UserInfo);
        var error = Assert.Throws<FormatException>(() => WebUrl.Parse("http://me:secret@x.org:x/"));
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_taken_as_canonical_is_what_the_parser_would_make_of_it()
    {
        var random = new Random(1);
        string[] bits = ["a", "Z", ".", "..", "/", "/", "%2e", "%2E", "%41", "%", ":", "@", "?", "#", "'", "\"", "^", "|", "~", "-", "_", "0", "1", "255", "256", "0x", "80", "443", "8080", "[", "]", "x.org", "é", " ", "\\", "\t", "127.0.0.1"];
        var copied = 0;
        for (var i = 0; i < 30_000; i++)
        {
            var text = (random.Next(2) == 0 ? "http://" : "https://") + string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => bits[random.Next(bits.Length)]));
            var isUrl = WebUrl.TryParse(text, out var url, out _);
            Assert.Equal(isUrl, WebUrl.TryParse(" " + text, out var slow, out _));
            Assert.Equal((url?.Href, url?.Origin, url?.UserInfo), (slow?.Href, slow?.Origin, slow?.UserInfo));
            Assert.Equal(url?.Path.ToString(), slow?.Path.ToString());
            if (isUrl) Assert.Equal(url, WebUrl.Parse(url!.Href));
            if (isUrl && !ReferenceEquals(url!.Href, text)) copied++;
        }

        Assert.InRange(copied, 1000, 25_000);
    }

    [Fact]
    public void A_canonical_URL_costs_its_object_and_its_host()
    {
        const string text = "https://downloads.example.org:8443/releases/v1.2.3/archive-00001.tar.gz?mirror=2";
        for (var i = 0; i < 20_000; i++) WebUrl.Parse(text);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < 100_000; i++) WebUrl.Parse(text);
        output.WriteLine($"{Stopwatch.GetElapsedTime(start).TotalNanoseconds / 100_000:F0} ns, {(GC.GetAllocatedBytesForCurrentThread() - allocated) / 100_000} bytes");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - allocated <= 100_000 * 160);
    }
}
