using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.IO.Http;
using Swarm.TestSupport;

namespace Swarm.IO.Tests.Http;

/// <summary>Request bodies that are produced while they go out.</summary>
public sealed class RequestBodyTests
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_000_000)]
    public async Task A_body_arrives_with_its_length(int length)
    {
        await using var origin = new ScriptedOrigin();
        origin.On("/x", Reply.Ok("done"));
        await using var http = Fetching.Exchanger();
        var bytes = HttpWire.Noise(length);
        var got = await http.FetchAsync(Put(origin.Url("/x"), new MadeBody(length, async target => await target.WriteAsync(bytes))));
        Assert.Equal("done", got.Text);
        var request = Assert.Single(origin.Requests);
        Assert.Equal((length.ToString(System.Globalization.CultureInfo.InvariantCulture), null), (request.Field("Content-Length"), request.Field("Transfer-Encoding")));
        Assert.Equal(System.Text.Encoding.Latin1.GetString(bytes), request.Body);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refusal_that_comes_while_the_body_is_sent_is_heard(bool isSecure)
    {
        var url = RefusingServer("HTTP/1.1 403 Forbidden\r\nContent-Length: 3\r\nConnection: close\r\n\r\nno!", isSecure);
        await using var http = Fetching.Exchanger(new HttpOptions { UserAgent = "test", Insecure = true });
        var got = await http.FetchAsync(Put(url, Endless(64 << 20))).WaitAsync(Soon);
        Assert.Equal((403, "no!", null), (got.Head?.Status, got.Text, got.Failure));
    }

    [Fact]
    public async Task A_refusal_of_a_stream_that_comes_while_the_body_is_sent_is_heard()
    {
        await using var app = await RefusingKestrelAsync();
        await using var http = Fetching.Exchanger(new HttpOptions { UserAgent = "test", Version = HttpVersionChoice.Http2 });
        var got = await http.FetchAsync(Put(app.Urls.First() + "/x", Endless(64 << 20))).WaitAsync(Soon);
        Assert.Equal((403, "no!", null), (got.Head?.Status, got.Text, got.Failure));
    }

    [Theory]
    [InlineData(9)]
    [InlineData(11)]
    public async Task A_body_that_is_not_as_long_as_it_said_is_its_source_s_failure(int length)
    {
        await using var origin = new ScriptedOrigin();
        await using var http = Fetching.Exchanger();
        var got = await http.FetchAsync(Put(origin.Url("/x"), new MadeBody(10, async target => await target.WriteAsync(new byte[length])))).WaitAsync(Soon);
        Assert.Equal((Reason.Disk, Stage.Request), (got.Failure?.Reason, got.Failure?.Stage));
    }

    [Fact]
    public async Task A_large_body_in_memory_arrives_whole()
    {
        await using var origin = new ScriptedOrigin();
        origin.On("/x", Reply.Ok(""));
        await using var http = Fetching.Exchanger();
        var body = HttpWire.Noise(1_000_000);
        await http.FetchAsync(new ExchangeRequest(WebUrl.Parse(origin.Url("/x")), "PUT", [], body));
        Assert.Equal(System.Text.Encoding.Latin1.GetString(body), Assert.Single(origin.Requests).Body);
    }

    [Fact]
    public async Task A_server_that_closes_without_a_word_is_a_failure()
    {
        await using var http = Fetching.Exchanger();
        var got = await http.FetchAsync(Put(RefusingServer(""), Endless(64 << 20))).WaitAsync(Soon);
        Assert.Contains(got.Failure!.Reason, new[] { Reason.Reset, Reason.Truncated });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_source_that_fails_gives_its_own_failure(bool isKnown)
    {
        await using var origin = new ScriptedOrigin();
        await using var http = Fetching.Exchanger();
        var fault = new TransferException(Reason.Changed, Stage.Body, "it changed");
        var got = await http.FetchAsync(Put(origin.Url("/x"), new MadeBody(1000, async target =>
        {
            await target.WriteAsync(new byte[10]);
            throw isKnown ? fault : new IOException("the disk broke");
        }))).WaitAsync(Soon);
        if (isKnown) Assert.Equal(fault.Failure, got.Failure);
        else Assert.Equal((Reason.Disk, true), (got.Failure!.Reason, got.Failure.Detail.Contains("the disk broke", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_wait_for_an_answer_begins_after_the_last_byte_and_a_slow_source_is_not_the_server_s_fault()
    {
        var time = new ManualTime();
        await using var origin = new ScriptedOrigin();
        origin.On("/x", Reply.Silence());
        await using var http = Fetching.Exchanger(time: time);
        var (begun, more) = (new TaskCompletionSource(), new TaskCompletionSource());
        var fetch = http.FetchAsync(Put(origin.Url("/x"), new MadeBody(2, async target =>
        {
            await target.WriteAsync(new byte[1]);
            begun.SetResult();
            await more.Task;
            await target.WriteAsync(new byte[1]);
        })));
        await begun.Task.WaitAsync(Soon);
        time.Advance(TimeSpan.FromMinutes(10));
        Assert.False(fetch.IsCompleted);
        more.SetResult();
        for (var i = 0; i < 1000 && origin.Requests.Count == 0; i++) await Task.Delay(5);
        time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(fetch.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((Reason.Timeout, Stage.Head), await fetch.WaitAsync(Soon) is { Failure: { } f } ? (f.Reason, f.Stage) : default);
    }

    [Fact]
    public async Task A_server_that_takes_no_more_is_told_from_one_that_does_not_answer()
    {
        var time = new ManualTime();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var http = Fetching.Exchanger(time: time);
        var fetch = http.FetchAsync(Put($"http://{listener.LocalEndpoint}/x", Endless(1 << 30)));
        using var held = await listener.AcceptSocketAsync();
        for (var i = 0; i < 1000 && !fetch.IsCompleted; i++)
        {
            await Task.Delay(5);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        var failure = (await fetch.WaitAsync(Soon)).Failure!;
        Assert.Equal((Reason.Timeout, Stage.Request), (failure.Reason, failure.Stage));
        Assert.StartsWith("sending the body to", failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bare_request_has_its_own_fields_and_no_others()
    {
        await using var origin = new ScriptedOrigin();
        origin.On("/x", Reply.Ok(""));
        await using var http = Fetching.Exchanger(new HttpOptions { UserAgent = "test", Headers = [new Header("X-Job", "1")], User = "u:p" });
        await http.FetchAsync(Put(origin.Url("/x"), new MadeBody(1, async target => await target.WriteAsync(new byte[1]))) with { IsBare = true, Headers = [new Header("X-Own", "2")] });
        var head = Assert.Single(origin.Requests).Text.Split("\r\n\r\n")[0].Split("\r\n").Skip(1).Select(line => line.Split(':')[0]).Order();
        Assert.Equal(["Content-Length", "Host", "X-Own"], head);
    }

    [Fact]
    public async Task A_bandwidth_is_kept_to()
    {
        await using var origin = new ScriptedOrigin();
        origin.On("/x", Reply.Ok(""));
        var taken = 0;
        await using var http = new ThrottledExchanger(Fetching.Exchanger(), (at, bytes, _) =>
        {
            Assert.Equal(origin.Port, at.Port);
            taken += bytes;
            return default;
        });
        await http.FetchAsync(Put(origin.Url("/x"), new MadeBody(100_000, async target => await target.WriteAsync(new byte[100_000]))));
        Assert.Equal((100_000, 100_000), (taken, Assert.Single(origin.Requests).Body.Length));
    }

    static ExchangeRequest Put(string url, IRequestContent content) => new(WebUrl.Parse(url), "PUT", [], null) { Content = content };

    static MadeBody Endless(long length) => new(length, async target =>
    {
        var piece = new byte[64 << 10];
        for (var sent = 0L; sent < length; sent += piece.Length) await target.WriteAsync(piece);
    });

    /// <summary>Reads the head and a bit, answers, and closes with the rest unread.</summary>
    static string RefusingServer(string answer, bool isSecure = false)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _ = Task.Run(async () =>
        {
            using var server = listener;
            using var client = await listener.AcceptSocketAsync();
            await using Stream plain = new NetworkStream(client);
            await using var secure = new SslStream(plain);
            if (isSecure) await secure.AuthenticateAsServerAsync(Certificates.For("127.0.0.1"));
            var stream = isSecure ? secure : plain;
            _ = await stream.ReadAsync(new byte[100_000]);
            await stream.WriteAsync(HttpWire.Bytes(answer));
            await Task.Delay(100);
        });
        return $"http{(isSecure ? "s" : "")}://{listener.LocalEndpoint}/x";
    }

    static async Task<WebApplication> RefusingKestrelAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        var app = builder.Build();
        app.MapPut("/x", async (HttpContext context) =>
        {
            context.Response.StatusCode = 403;
            await context.Response.WriteAsync("no!");
        });
        await app.StartAsync();
        return app;
    }

    sealed class MadeBody(long length, Func<Stream, Task> write) : IRequestContent
    {
        public long Length => length;

        public async ValueTask WriteToAsync(Stream target, CancellationToken token) => await write(target);
    }
}
