using Swarm.Domain;
using Swarm.IO.Http;
using Swarm.TestSupport;

namespace Swarm.IO.Tests.Http;

public sealed class ProxyTests : IAsyncLifetime
{
    readonly ScriptedOrigin _proxy = new ScriptedOrigin().Otherwise(Reply.Ok("by proxy"));
    readonly ScriptedOrigin _origin = new ScriptedOrigin().Otherwise(Reply.Ok("direct"));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _origin.DisposeAsync();
    }

    Func<string, string?> Environment(params (string Name, string Value)[] variables) =>
        name => Array.Find(variables, variable => variable.Name == name).Value?.Replace("PROXY", _proxy.Root, StringComparison.Ordinal);

    async Task<string> AskAsync(HttpOptions options, string? url = null)
    {
        await using var http = Fetching.Exchanger(options);
        var got = await http.FetchAsync(url ?? _origin.Url("/x"));
        return got.Failure is null ? got.Text : got.Failure.Reason.ToString();
    }

    [Theory]
    [InlineData("http_proxy", "PROXY", "", "by proxy")]
    [InlineData("HTTP_PROXY", "PROXY", "", "direct")]
    [InlineData("all_proxy", "PROXY", "", "by proxy")]
    [InlineData("ALL_PROXY", "PROXY", "", "by proxy")]
    [InlineData("https_proxy", "PROXY", "", "direct")]
    [InlineData("http_proxy", "PROXY", "*", "direct")]
    [InlineData("http_proxy", "PROXY", "other.org, 127.0.0.1", "direct")]
    [InlineData("http_proxy", "PROXY", "127.0.0.0/8", "direct")]
    [InlineData("http_proxy", "PROXY", "10.0.0.0/8,0.0.1", "direct")]
    [InlineData("http_proxy", "PROXY", "7.0.0.1", "by proxy")]
    [InlineData("http_proxy", "PROXY", "127.0.0.1:1", "by proxy")]
    public async Task The_environment_s_proxies_are_read_as_curl_reads_them(string name, string value, string direct, string answer) =>
        Assert.Equal(answer, await AskAsync(new HttpOptions { Environment = Environment((name, value), ("no_proxy", direct)) }));

    [Theory]
    [InlineData("http://sub.example.org/", "by proxy")]
    [InlineData("http://notexample.org/", "by proxy")]
    public async Task A_proxy_resolves_the_names(string url, string answer) =>
        Assert.Equal(answer, await AskAsync(new HttpOptions { Environment = Environment(("http_proxy", "PROXY"), ("no_proxy", "example.com")) }, url));

    [Fact]
    public async Task A_given_proxy_stands_for_the_environment_s_and_an_empty_one_for_none()
    {
        var environment = Environment(("http_proxy", "http://127.0.0.1:1"), ("no_proxy", "*"));
        Assert.Equal("by proxy", await AskAsync(new HttpOptions { Environment = environment, Proxy = _proxy.Root }));
        Assert.Equal("direct", await AskAsync(new HttpOptions { Environment = Environment(("http_proxy", "PROXY")), Proxy = "" }));
        Assert.StartsWith("GET http://127.0.0.1:", _proxy.Requests[0].Line);
    }

    [Fact]
    public async Task A_proxy_s_password_goes_to_the_proxy()
    {
        _proxy.Otherwise(talk => talk.Request.Field("Proxy-Authorization") is null
            ? Reply.Status(407, "Proxy-Authenticate: Basic realm=\"x\"")(talk)
            : Reply.Ok("let in")(talk));
        Assert.Equal("let in", await AskAsync(new HttpOptions { Proxy = _proxy.Root.Replace("://", "://me:p%40@", StringComparison.Ordinal) }));
        Assert.Equal("Basic " + Convert.ToBase64String("me:p@"u8), _proxy.Requests[^1].Field("Proxy-Authorization"));
    }

    [Fact]
    public async Task A_proxy_that_is_not_there_or_refuses_is_the_proxy_s_failure()
    {
        Assert.Equal("Proxy", await AskAsync(new HttpOptions { Proxy = "http://127.0.0.1:1" }));
        _proxy.Otherwise(Reply.Status(403));
        Assert.Equal("Proxy", await AskAsync(new HttpOptions { Proxy = _proxy.Root }, "https://example.org/"));
        Assert.Equal("CONNECT example.org:443 HTTP/1.1", _proxy.Requests[^1].Line);
    }

    [Theory]
    [InlineData("ftp://x:1")]
    [InlineData("http://")]
    public void What_is_no_proxy_is_refused_at_the_start(string proxy) =>
        Assert.Throws<InvalidDataException>(() => Fetching.Exchanger(new HttpOptions { Proxy = proxy }));

    [Theory]
    [InlineData("socks5")]
    [InlineData("socks5h")]
    public async Task A_socks_proxy_is_given_the_name(string scheme)
    {
        await using var socks = new SocksServer("socks.example", _origin.Port);
        Assert.Equal("direct", await AskAsync(new HttpOptions { Proxy = $"{scheme}://127.0.0.1:{socks.Port}" }, "http://socks.example/x"));
    }
}
