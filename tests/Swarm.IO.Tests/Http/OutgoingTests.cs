using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.IO.Http;
using Swarm.TestSupport;

namespace Swarm.IO.Tests.Http;

/// <summary>In the clear: our own wire.</summary>
public sealed class WireOutgoingTests() : OutgoingTests(isSecure: false);

/// <summary>Over TLS: the framework's.</summary>
public sealed class FrameworkOutgoingTests() : OutgoingTests(isSecure: true);

/// <summary>What goes out is what was asked for.</summary>
public abstract class OutgoingTests(bool isSecure) : IAsyncLifetime
{
    readonly ScriptedOrigin _origin = new ScriptedOrigin(isSecure ? Certificates.For("127.0.0.1") : null).Otherwise(Reply.Ok("x"));
    readonly HttpExchanger _http = Fetching.Exchanger(new HttpOptions { UserAgent = "test", Insecure = true });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _http.DisposeAsync();
        await _origin.DisposeAsync();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/plain?query=1&b")]
    [InlineData("/%41%42%7e?%41")]
    [InlineData("/a%2fb%2F%5c")]
    [InlineData("/a|b[c]de'f(g)")]
    [InlineData("/x?a|b[c]^`{d}\\e")]
    [InlineData("/%")]
    [InlineData("/%zz?%u1234")]
    [InlineData("/a//b/;c=d/:@!$&*+,=~")]
    [InlineData("/x?")]
    [InlineData("/x?a?b#c")]
    [InlineData("/%C3%A7?%E2%82%AC")]
    [InlineData("/%00%0d%0a")]
    [InlineData("/...//.a/..b")]
    public async Task A_URL_goes_out_byte_for_byte(string target)
    {
        await _http.FetchAsync(_origin.Url(target));
        Assert.Equal($"GET {target.Split('#')[0]} HTTP/1.1", Assert.Single(_origin.Requests).Line);
    }

    // What the URL Standard makes of these is settled before; nothing may be put back or added on the way out.
    [Theory]
    [InlineData("/a/../b")]
    [InlineData("/a/%2e%2E/b")]
    [InlineData("/ä ö?ü")]
    [InlineData("\\back\\slash")]
    public async Task What_is_asked_for_is_what_the_URL_says(string target)
    {
        var url = WebUrl.Parse(_origin.Url(target));
        await _http.FetchAsync(new ExchangeRequest(url, "GET", [], null));
        Assert.Equal(url.Target.ToString(), Assert.Single(_origin.Requests).Target);
    }

    [Fact]
    public async Task Nothing_is_sent_but_what_was_asked_for()
    {
        await _http.FetchAsync(Fetching.Get(_origin.Url("/x"), new Header("X-Mine", "1"), new Header("Accept", "a/b")));
        Assert.Equal(
            $"GET /x HTTP/1.1\r\nHost: 127.0.0.1:{_origin.Port}\r\nX-Mine: 1\r\nAccept: a/b\r\nUser-Agent: test\r\nAccept-Encoding: identity\r\n\r\n",
            Assert.Single(_origin.Requests).Text);
    }

    [Fact]
    public async Task A_body_is_really_sent()
    {
        var request = new ExchangeRequest(WebUrl.Parse(_origin.Url("/x")), "POST", [new Header("Content-Type", "a/b")], [65, 66]);
        await _http.FetchAsync(request);
        var sent = Assert.Single(_origin.Requests);
        Assert.Equal(("POST /x HTTP/1.1", "AB", "a/b", "2"), (sent.Line, sent.Body, sent.Field("Content-Type"), sent.Field("Content-Length")));
    }

    [Fact]
    public async Task A_field_of_the_request_stands_for_the_job_s()
    {
        await using var http = Fetching.Exchanger(new HttpOptions { Headers = [new("Accept", "job"), new("X-Job", "1")], Insecure = true });
        await http.FetchAsync(Fetching.Get(_origin.Url("/x"), new Header("accept", "mine"), new Header("user-agent", "me")));
        var sent = Assert.Single(_origin.Requests);
        Assert.Equal(("mine", "1", "me"), (sent.Field("Accept"), sent.Field("X-Job"), sent.Field("User-Agent")));
        Assert.DoesNotContain("Swarm", sent.Text);
    }

    [Fact]
    public async Task A_field_s_letters_go_out_as_UTF_8()
    {
        await _http.FetchAsync(Fetching.Get(_origin.Url("/x"), new Header("X-Name", "é€")));
        Assert.Contains("X-Name: \u00C3\u00A9\u00E2\u0082\u00AC\r\n", Assert.Single(_origin.Requests).Text);
    }

    [Fact]
    public void A_field_of_the_job_that_can_t_be_sent_is_refused_at_the_start() =>
        Assert.Throws<InvalidDataException>(() => Fetching.Exchanger(new HttpOptions { UserAgent = "a\r\nInjected: 1" }));

    [Theory]
    [InlineData("X-A", "b\r\nInjected: 1")]
    [InlineData("X-A", "b\nInjected: 1")]
    [InlineData("X-A", "b\0")]
    [InlineData("User-Agent", "b\r\nInjected: 1")]
    [InlineData("Host", "b\r\nInjected: 1")]
    [InlineData("Content-Type", "b\r\nInjected: 1")]
    [InlineData("X A", "b")]
    [InlineData("X:A", "b")]
    [InlineData("X\r\nInjected", "b")]
    [InlineData("", "b")]
    public async Task Injected_lines_are_refused_before_anything_is_sent(string name, string value)
    {
        var got = await _http.FetchAsync(Fetching.Get(_origin.Url("/x"), new Header(name, value)));
        Assert.Equal((Reason.Protocol, Stage.Request), (got.Failure?.Reason, got.Failure?.Stage));
        Assert.Empty(_origin.Requests);
    }

    [Fact]
    public async Task A_redirect_is_handed_up_and_not_followed()
    {
        _origin.On("/x", Reply.Redirect(302, "/y"));
        var got = await _http.FetchAsync(_origin.Url("/x"));
        Assert.Equal((302, "/y"), (got.Head?.Status, got.Head?.Headers.Find("location")));
        Assert.Single(_origin.Requests);
    }

    [Fact]
    public async Task What_is_coded_stays_coded_and_cookies_are_not_kept()
    {
        _origin.On("/x", Reply.Ok("not gzip at all", "Content-Encoding: gzip", "Set-Cookie: a=b"));
        Assert.Equal("not gzip at all", (await _http.FetchAsync(_origin.Url("/x"))).Text);
        await _http.FetchAsync(_origin.Url("/y"));
        Assert.Null(_origin.Requests[1].Field("Cookie"));
    }

    [Fact]
    public async Task Connections_are_kept_and_bodies_of_every_size_arrive_whole()
    {
        foreach (var size in (int[])[0, 1, 4095, 65536, 3_000_000])
        {
            var body = HttpWire.Noise(size);
            _origin.On("/plain", Reply.Ok(body));
            _origin.On("/chunked", Reply.Raw([.. HttpWire.Bytes(HttpWire.Head(200, "Transfer-Encoding: chunked")), .. HttpWire.Chunked(body, 10_000)]));
            Assert.Equal(body, (await _http.FetchAsync(_origin.Url("/plain"))).Body);
            Assert.Equal(body, (await _http.FetchAsync(_origin.Url("/chunked"))).Body);
        }

        Assert.Equal(1, _origin.Connections);
    }
}
