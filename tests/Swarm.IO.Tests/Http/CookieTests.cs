using System.Globalization;
using System.Text.Json;
using Swarm.Domain;
using Swarm.IO.Http;
using Swarm.TestSupport;

namespace Swarm.IO.Tests.Http;

public sealed class CookieTests
{
    const string File = """
        # Netscape HTTP Cookie File
        .example.org	TRUE	/	FALSE	0	all	1
        www.example.org	FALSE	/	FALSE	0	www	2
        #HttpOnly_example.org	FALSE	/dir	FALSE	0	dir	3
        example.org	FALSE	/	TRUE	0	secure	4
        example.org	FALSE	/	FALSE	1000000000	old	5
        127.0.0.1	TRUE	/	FALSE	4102444800	ip	6
        .1	TRUE	/	FALSE	0	suffix	7

        """;

    [Theory]
    [InlineData("http://example.org/", "all=1")]
    [InlineData("http://example.org/dir", "dir=3; all=1")]
    [InlineData("http://example.org/dir/x?y", "dir=3; all=1")]
    [InlineData("http://example.org/directory", "all=1")]
    [InlineData("http://www.example.org/", "www=2; all=1")]
    [InlineData("http://a.www.example.org/", "all=1")]
    [InlineData("http://wwwexample.org/", null)]
    [InlineData("http://example.org.evil.org/", null)]
    [InlineData("http://org/", null)]
    [InlineData("http://127.0.0.1/", "ip=6")]
    [InlineData("http://1.127.0.0.1.example/", null)]
    public async Task A_file_s_cookies_match_at_label_boundaries(string url, string? cookies)
    {
        using var file = new TempFile(File);
        await using var hosts = new ManyHosts(new HttpOptions { CookieFile = file.Path });
        Assert.Equal(cookies, await hosts.CookiesForAsync(url));
    }

    [Fact]
    public async Task A_line_that_is_no_cookie_is_named_at_the_start()
    {
        using var file = new TempFile("# fine\nexample.org TRUE / FALSE 0 a b\n");
        var fault = Assert.Throws<InvalidDataException>(() => Fetching.Exchanger(new HttpOptions { CookieFile = file.Path }));
        Assert.StartsWith(file.Path + ":2: ", fault.Message);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task What_a_host_sets_goes_back_to_that_host_alone()
    {
        await using var hosts = new ManyHosts(new HttpOptions { Cookies = true });
        await hosts.SetAsync("http://example.org/a/b", "one=1; Domain=example.org", "two=2; Path=/", "three=3; Domain=org; Path=/");
        Assert.Equal("one=1; two=2; three=3", await hosts.CookiesForAsync("http://example.org/a/c"));
        Assert.Equal("two=2; three=3", await hosts.CookiesForAsync("http://example.org/x"));
        Assert.Null(await hosts.CookiesForAsync("http://www.example.org/a/"));
        Assert.Null(await hosts.CookiesForAsync("http://other.org/a/"));
    }

    [Fact]
    public async Task A_job_without_cookies_keeps_none()
    {
        await using var hosts = new ManyHosts(new HttpOptions());
        await hosts.SetAsync("http://example.org/", "a=1");
        Assert.Null(await hosts.CookiesForAsync("http://example.org/"));
    }

    [Theory]
    [InlineData("a=1; Max-Age=60", true)]
    [InlineData("a=1; Max-Age=0", false)]
    [InlineData("a=1; Max-Age=-1; Expires=Fri, 01 Jan 2100 00:00:00 GMT", false)]
    [InlineData("a=1; Max-Age=60; Expires=Fri, 01 Jan 1999 00:00:00 GMT", true)]
    [InlineData("a=1; Expires=Fri, 01 Jan 1999 00:00:00 GMT", false)]
    [InlineData("a=1; Secure", false)]
    [InlineData("=1", false)]
    [InlineData("a\u0001=1", false)]
    public async Task Attributes_decide_whether_a_cookie_is_kept(string set, bool kept)
    {
        await using var hosts = new ManyHosts(new HttpOptions { Cookies = true }, new ManualTime());
        await hosts.SetAsync("http://example.org/", set);
        Assert.Equal(kept, await hosts.CookiesForAsync("http://example.org/") is not null);
    }

    [Fact]
    public async Task A_flood_of_cookies_is_bounded()
    {
        await using var hosts = new ManyHosts(new HttpOptions { Cookies = true });
        await hosts.SetAsync("http://example.org/", [.. Enumerable.Range(0, 200).Select(i => $"n{i}={new string('x', 100)}"), "big=" + new string('x', 5000)]);
        var sent = await hosts.CookiesForAsync("http://example.org/");
        Assert.Equal(Enumerable.Range(150, 50).Select(i => $"n{i}"), sent!.Split("; ").Select(cookie => cookie.Split('=')[0]));
        await hosts.SetAsync("http://large.org/", [.. Enumerable.Range(0, 10).Select(i => $"n{i}={new string('x', 4000)}")]);
        Assert.InRange((await hosts.CookiesForAsync("http://large.org/"))!.Length, 12_000, 16 * 1024);
    }

    [FixtureFact("cookies/dates-bsd-examples.json")]
    public async Task Cookie_dates_are_read_as_browsers_read_them()
    {
        using var json = JsonDocument.Parse(
            System.IO.File.ReadAllText(Fixtures.Path("cookies/dates-bsd-examples.json")), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        foreach (var row in json.RootElement.EnumerateArray())
        {
            var (text, expected) = (row.GetProperty("test").GetString()!, row.GetProperty("expected").GetString());
            var known = DateTimeOffset.TryParse(expected, CultureInfo.InvariantCulture, out var date);
            var time = new ManualTime(known ? date.AddSeconds(-1) : DateTimeOffset.UnixEpoch);
            await using var hosts = new ManyHosts(new HttpOptions { Cookies = true }, time);
            await hosts.SetAsync("http://example.org/", "a=1; Expires=" + text);
            Assert.True(await hosts.CookiesForAsync("http://example.org/") == "a=1", $"{text}: before {expected}");
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.True(await hosts.CookiesForAsync("http://example.org/") is null == known, $"{text}: after {expected}");
        }
    }
}
