using System.Net;
using System.Net.Sockets;
using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.IO.Http;
using Swarm.TestSupport;

namespace Swarm.IO.Tests.Http;

/// <summary>What our own wire does with its connections.</summary>
public sealed class WireTests : IAsyncLifetime
{
    readonly ScriptedOrigin _origin = new ScriptedOrigin().Otherwise(Reply.Ok("x"));
    readonly HttpExchanger _http = Fetching.Exchanger();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _http.DisposeAsync();
        await _origin.DisposeAsync();
    }

    [Theory]
    [InlineData("GET", null)]
    [InlineData("HEAD", null)]
    [InlineData("POST", Reason.Truncated)]
    public async Task A_connection_that_died_idle_costs_nothing_unless_the_request_may_not_be_repeated(string method, Reason? reason)
    {
        await _http.FetchAsync(_origin.Url("/first"));
        _origin.On("/x", Hang, Reply.Ok(method == "HEAD" ? "" : "again"));
        var got = await _http.FetchAsync(Fetching.Get(_origin.Url("/x")) with { Method = method });
        Assert.Equal(reason, got.Failure?.Reason);
        Assert.Equal((reason is null ? 3 : 2, reason is null ? 2 : 1), (_origin.Requests.Count, _origin.Connections));
    }

    [Fact]
    public async Task A_reset_in_answer_to_a_request_is_a_failure_also_where_the_connection_has_served_before()
    {
        await _http.FetchAsync(_origin.Url("/first"));
        _origin.On("/x", Reply.RawThenReset(""), Reply.Ok("again"));
        Assert.Equal(Reason.Reset, (await _http.FetchAsync(_origin.Url("/x"))).Failure?.Reason);
        Assert.Equal(2, _origin.Requests.Count);
    }

    [Fact]
    public async Task A_fresh_connection_that_dies_is_a_failure_at_once()
    {
        _origin.On("/x", Hang);
        Assert.Equal(Reason.Truncated, (await _http.FetchAsync(_origin.Url("/x"))).Failure?.Reason);
        Assert.Single(_origin.Requests);
    }

    [Fact]
    public async Task A_request_with_a_body_is_not_sent_twice()
    {
        await _http.FetchAsync(_origin.Url("/first"));
        _origin.On("/x", Hang);
        var got = await _http.FetchAsync(new ExchangeRequest(WebUrl.Parse(_origin.Url("/x")), "PUT", [], [1, 2]));
        Assert.Equal((Reason.Truncated, 2), (got.Failure?.Reason, _origin.Requests.Count));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: keep-alive, close\r\n\r\nx")]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxHTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nsmuggled!")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n!")]
    public async Task What_ends_with_its_answer_is_not_used_again(string answer)
    {
        _origin.On("/x", Reply.Raw(answer));
        Assert.Equal("x", (await _http.FetchAsync(_origin.Url("/x"))).Text);
        Assert.Equal("x", (await _http.FetchAsync(_origin.Url("/y"))).Text);
        Assert.Equal(2, _origin.Connections);
    }

    [Theory]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 1\r\nConnection: Keep-Alive\r\n\r\nx")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nTrailer: 1\r\n\r\n")]
    public async Task What_goes_on_is_used_again(string answer)
    {
        _origin.On("/x", Reply.Raw(answer));
        await _http.FetchAsync(_origin.Url("/x"));
        await _http.FetchAsync(_origin.Url("/y"));
        Assert.Equal(1, _origin.Connections);
    }

    [Theory]
    [InlineData(10_000, false, 1)]
    [InlineData(10_000, true, 1)]
    [InlineData(10_000_000, false, 2)]
    [InlineData(10_000_000, true, 2)]
    public async Task A_short_body_that_nobody_wants_does_not_cost_the_connection(int length, bool isChunked, int connections)
    {
        var body = HttpWire.Noise(length);
        _origin.On("/x", isChunked ? Reply.Raw([.. HttpWire.Bytes(HttpWire.Head(404, "Transfer-Encoding: chunked")), .. HttpWire.Chunked(body, 3000)]) : Reply.Ok(body));
        await using (await _http.SendAsync(Fetching.Get(_origin.Url("/x")), default))
        {
        }

        await _http.FetchAsync(_origin.Url("/y"));
        Assert.Equal(connections, _origin.Connections);
    }

    [Fact]
    public async Task Fields_that_repeat_from_answer_to_answer_are_read_right()
    {
        for (var i = 0; i < 4; i++)
        {
            _origin.On("/x", Reply.Ok("x", $"ETag: \"{i / 2}\"", i % 2 == 0 ? "X-Even: yes" : "x-even: \u00e9", "Same: a"));
            var fields = (await _http.FetchAsync(_origin.Url("/x"))).Head!.Headers;
            Assert.Equal(($"\"{i / 2}\"", i % 2 == 0 ? "yes" : "\u00e9", "a"), (fields.Find("ETag"), fields.Find("X-Even"), fields.Find("Same")));
        }
    }

    [Theory]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("Content-Length", "5")]
    public async Task A_request_frames_itself(string name, string value)
    {
        var got = await _http.FetchAsync(Fetching.Get(_origin.Url("/x"), new Header(name, value)));
        Assert.Equal((Reason.Protocol, Stage.Request), (got.Failure?.Reason, got.Failure?.Stage));
        Assert.Empty(_origin.Requests);
    }

    [Fact]
    public async Task A_host_that_was_given_stands_for_the_URL_s()
    {
        await _http.FetchAsync(Fetching.Get(_origin.Url("/x"), new Header("Host", "example.org")));
        Assert.Equal("GET /x HTTP/1.1\r\nHost: example.org\r\nUser-Agent: test\r\nAccept-Encoding: identity\r\n\r\n", Assert.Single(_origin.Requests).Text);
    }

    [Fact]
    public async Task Idle_connections_are_closed_in_the_end()
    {
        var time = new ManualTime();
        await using var http = Fetching.Exchanger(time: time);
        var gone = new TaskCompletionSource();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = Task.Run(async () =>
        {
            using var client = await listener.AcceptSocketAsync();
            await client.ReceiveAsync(new byte[1000]);
            await client.SendAsync(HttpWire.Message(200, [65]));
            return await client.ReceiveAsync(new byte[1000]);
        });
        Assert.Equal("A", (await http.FetchAsync($"http://{listener.LocalEndpoint}/x")).Text);
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(serving.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(0, await serving.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    static Task Hang(OriginTalk talk)
    {
        talk.Close();
        return Task.CompletedTask;
    }
}
