using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.Domain.Tests.Transfers;

public sealed class RedirectRulesTests
{
    const string Asked = "https://example.org/dir/file";

    static ExchangeRequest Request(string method, string url, params Header[] headers) =>
        new(WebUrl.Parse(url), method, headers, method == "POST" ? [1, 2] : null);

    static ResponseHead Head(int status, params string[] locations) =>
        new(status, [.. locations.Select(location => new Header("location", location))], 0, false, new Version(1, 1));

    static RedirectStep Follow(string from, string to, params Header[] headers) =>
        RedirectRules.Follow(Request("GET", from, headers), Head(302, to), 0);

    [Theory]
    [InlineData(301, "GET", "GET")]
    [InlineData(301, "HEAD", "HEAD")]
    [InlineData(301, "POST", "GET")]
    [InlineData(302, "POST", "GET")]
    [InlineData(303, "POST", "GET")]
    [InlineData(303, "HEAD", "HEAD")]
    [InlineData(307, "POST", "POST")]
    [InlineData(308, "POST", "POST")]
    public void Methods_change_as_the_Fetch_standard_has_it(int status, string method, string becomes)
    {
        var request = Request(method, Asked, new Header("Content-Type", "text/plain"), new Header("X-Mine", "1"));
        var next = RedirectRules.Follow(request, Head(status, "/other"), 0).Next!;
        Assert.Equal((becomes, "https://example.org/other"), (next.Method, next.Url.Href));
        Assert.Equal(becomes == "POST", next.Body is not null);
        Assert.Equal(becomes == method, next.Headers.Find("content-type") is not null);
        Assert.Equal("1", next.Headers.Find("X-Mine"));
    }

    [Theory]
    [InlineData("https://example.org:8443/x")]
    [InlineData("https://evil.org/x")]
    [InlineData("https://sub.example.org/x")]
    [InlineData("https://example.org.evil.org/x")]
    [InlineData("//evil.org/x")]
    public void Nothing_but_the_allow_list_goes_to_another_origin(string target)
    {
        string[] secrets =
        [
            "Authorization", "Proxy-Authorization", "Cookie", "X-Api-Key", "X-Amz-Security-Token", "X-Goog-Api-Key", "Referer",
            "Private-Token", "X-Auth-Token", "Api-Key", "X-Csrf-Token", "Host",
        ];
        Header[] headers = [.. secrets.Select(name => new Header(name, "canary")), new("accept", "*/*"), new("Range", "bytes=5-")];
        var step = Follow(Asked, target, headers);
        Assert.Equal(["accept", "Range"], step.Next!.Headers.Select(header => header.Name));
        Assert.False(step.Next.IsAskedOrigin);
    }

    [Fact]
    public void Within_an_origin_everything_goes_along()
    {
        var next = Follow(Asked, "https://example.org:443/x", new Header("Authorization", "canary")).Next!;
        Assert.Equal(("canary", true), (next.Headers.Find("Authorization"), next.IsAskedOrigin));
    }

    [Fact]
    public void Who_came_back_from_elsewhere_is_not_trusted_again()
    {
        var away = Follow(Asked, "https://evil.org/", new Header("Cookie", "canary")).Next!;
        var back = RedirectRules.Follow(away, Head(302, Asked), 1).Next!;
        Assert.Equal((false, 0), (back.IsAskedOrigin, back.Headers.Count));
    }

    [Theory]
    [InlineData("Cookie")]
    [InlineData("X-Api-Key")]
    public void A_request_with_a_secret_does_not_leave_https(string header) =>
        Assert.Equal(Reason.Redirect, Follow(Asked, "http://example.org/x", new Header(header, "canary")).Failure?.Reason);

    [Fact]
    public void A_request_without_a_secret_may_leave_https() => Assert.NotNull(Follow(Asked, "http://example.org/x", new Header("Accept", "*/*")).Next);

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.org/x")]
    [InlineData("gopher://127.0.0.1:25/")]
    [InlineData("data:text/plain,hello")]
    [InlineData("javascript:alert(1)")]
    [InlineData("mailto:a@example.org")]
    [InlineData("http://")]
    public void Only_http_and_https_are_followed(string location) => Assert.Equal(Reason.Redirect, Follow(Asked, location).Failure?.Reason);

    [Fact]
    public void A_redirect_without_or_with_two_locations_is_refused()
    {
        Assert.NotNull(RedirectRules.Follow(Request("GET", Asked), Head(302), 0).Failure);
        Assert.NotNull(RedirectRules.Follow(Request("GET", Asked), Head(302, "/a", "/b"), 0).Failure);
        Assert.NotNull(RedirectRules.Follow(Request("GET", Asked), Head(302, "/a", "/a"), 0).Next);
    }

    [Fact]
    public void There_is_an_end_to_redirects_and_to_their_length()
    {
        Assert.NotNull(RedirectRules.Follow(Request("GET", Asked), Head(302, "/a"), 19).Next);
        Assert.NotNull(RedirectRules.Follow(Request("GET", Asked), Head(302, "/a"), 20).Failure);
        Assert.NotNull(RedirectRules.Follow(Request("GET", Asked), Head(302, "/" + new string('a', 8000)), 0).Failure);
    }

    [Fact]
    public void A_fragment_is_left_away() => Assert.Equal("https://example.org/x", Follow(Asked, "https://example.org/x#part").Next!.Url.Href);
}
