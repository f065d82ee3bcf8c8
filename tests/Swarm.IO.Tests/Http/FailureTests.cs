using System.Net;
using System.Net.Sockets;
using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.IO.Http;
using Swarm.TestSupport;

namespace Swarm.IO.Tests.Http;

public sealed class FailureTests : IAsyncLifetime
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);
    readonly ScriptedOrigin _origin = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _origin.DisposeAsync();

    [Fact]
    public async Task A_refused_connection_says_what_was_connected_to()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // bound and not listening: nobody else takes the port
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port;
        await using var http = Fetching.Exchanger();
        var got = await http.FetchAsync($"http://127.0.0.1:{port}/x");
        Assert.Equal(new Failure(Reason.Connect, Stage.Connect, $"connecting to 127.0.0.1:{port}: connection refused"), got.Failure);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_told_apart()
    {
        await using var http = Fetching.Exchanger();
        var got = await http.FetchAsync("http://no-such-host.invalid/x");
        Assert.Equal((Reason.Dns, Stage.Connect), (got.Failure?.Reason, got.Failure?.Stage));
        Assert.StartsWith("connecting to no-such-host.invalid:80: ", got.Failure?.Detail);
    }

    [Fact]
    public async Task A_server_that_takes_no_connection_is_given_up_in_time()
    {
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        using var first = new TcpClient();
        await first.ConnectAsync((IPEndPoint)full.LocalEndPoint!);
        await using var http = Fetching.Exchanger(limits: new TimeLimits { Connect = TimeSpan.FromMilliseconds(200) });
        var got = await http.FetchAsync($"http://{full.LocalEndPoint}/x");
        Assert.Equal((Reason.Timeout, Stage.Connect), (got.Failure?.Reason, got.Failure?.Stage));
    }

    [Fact]
    public async Task A_plain_server_behind_https_is_a_TLS_failure()
    {
        await using var http = Fetching.Exchanger();
        _origin.Otherwise(Reply.Ok("x"));
        var got = await http.FetchAsync($"https://127.0.0.1:{await PlainServerAsync()}/x");
        Assert.Equal((Reason.Tls, Stage.Connect), (got.Failure?.Reason, got.Failure?.Stage));
    }

    [Fact]
    public async Task No_answer_within_the_limit_is_a_timeout_of_the_head()
    {
        var time = new ManualTime();
        await using var http = Fetching.Exchanger(time: time);
        _origin.On("/x", Reply.Silence());
        var fetch = http.FetchAsync(_origin.Url("/x"));
        await ArrivedAsync(1);
        time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(fetch.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));
        var failure = (await fetch.WaitAsync(Soon)).Failure;
        Assert.Equal(new Failure(Reason.Timeout, Stage.Head, $"waiting for the answer of 127.0.0.1:{_origin.Port}: none within 30 s"), failure);
    }

    [Fact]
    public async Task A_body_that_stalls_is_given_up_and_progress_resets_the_clock()
    {
        var time = new ManualTime();
        var (more, sent) = (new TaskCompletionSource(), new TaskCompletionSource());
        _origin.On("/x", async talk =>
        {
            await talk.SendAsync(HttpWire.Head(200, "Content-Length: 3") + "a");
            await talk.UntilAsync(more.Task);
            await talk.SendAsync("b");
            sent.SetResult();
            await talk.UntilAsync(new TaskCompletionSource().Task);
        });
        await using var http = Fetching.Exchanger(limits: new TimeLimits { MinimumSpeed = 0 }, time: time);
        await using var exchange = await http.SendAsync(Fetching.Get(_origin.Url("/x")), default);
        var buffer = new byte[10];
        Assert.Equal(1, await exchange.ReadAsync(buffer, default));
        time.Advance(TimeSpan.FromMinutes(10)); // nobody waits for the server: its time does not run
        var second = exchange.ReadAsync(buffer, default).AsTask();
        time.Advance(TimeSpan.FromSeconds(29));
        more.SetResult();
        Assert.Equal(1, await second.WaitAsync(Soon));
        var third = exchange.ReadAsync(buffer, default).AsTask();
        time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(third.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));
        var failure = (await Assert.ThrowsAsync<TransferException>(() => third.WaitAsync(Soon))).Failure;
        Assert.Equal(new Failure(Reason.Timeout, Stage.Body, $"reading the body from 127.0.0.1:{_origin.Port}: no byte for 30 s"), failure);
    }

    [Fact]
    public async Task A_body_that_drips_is_too_slow()
    {
        var time = new ManualTime();
        var turns = new SemaphoreSlim(0);
        _origin.On("/x", async talk =>
        {
            await talk.SendAsync(HttpWire.Head(200, "Content-Length: 30000"));
            while (true)
            {
                await turns.WaitAsync(talk.Stopping);
                await talk.SendAsync("a");
            }
        });
        await using var http = Fetching.Exchanger(time: time);
        await using var exchange = await http.SendAsync(Fetching.Get(_origin.Url("/x")), default);
        var failure = await Assert.ThrowsAsync<TransferException>(async () =>
        {
            for (var seconds = 0; seconds < 40; seconds += 5)
            {
                var read = exchange.ReadAsync(new byte[10], default).AsTask();
                time.Advance(TimeSpan.FromSeconds(5));
                turns.Release();
                await read.WaitAsync(Soon);
            }
        });
        Assert.Equal((Reason.Slow, Stage.Body), (failure.Failure.Reason, failure.Failure.Stage));
    }

    [Fact]
    public async Task The_total_limit_ends_what_makes_progress_too()
    {
        var time = new ManualTime();
        _origin.On("/x", Reply.Drip(new byte[1000], 100, TimeSpan.FromMilliseconds(20)));
        await using var http = Fetching.Exchanger(limits: new TimeLimits { Total = TimeSpan.FromSeconds(60), Headers = default, Idle = default }, time: time);
        await using var exchange = await http.SendAsync(Fetching.Get(_origin.Url("/x")), default);
        await exchange.ReadAsync(new byte[10], default);
        time.Advance(TimeSpan.FromSeconds(61));
        var failure = await Assert.ThrowsAsync<TransferException>(async () =>
        {
            while (await exchange.ReadAsync(new byte[10], default) > 0) { }
        });
        Assert.Equal(Reason.Timeout, failure.Failure.Reason);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_owner_s_cancellation_is_no_failure(bool inBody)
    {
        using var owner = new CancellationTokenSource();
        _origin.On("/x", async talk =>
        {
            if (inBody) await talk.SendAsync(HttpWire.Head(200, "Content-Length: 3") + "a");
            await talk.UntilAsync(new TaskCompletionSource().Task);
        });
        await using var http = Fetching.Exchanger();
        var fetch = http.FetchAsync(_origin.Url("/x"), owner.Token);
        await ArrivedAsync(1);
        await owner.CancelAsync();
        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch.WaitAsync(Soon));
        Assert.Equal(owner.Token, cancelled.CancellationToken);
    }

    [Fact]
    public async Task A_read_can_be_cancelled_by_a_token_of_its_own()
    {
        using var own = new CancellationTokenSource();
        _origin.On("/x", async talk =>
        {
            await talk.SendAsync(HttpWire.Head(200, "Content-Length: 3"));
            await talk.UntilAsync(new TaskCompletionSource().Task);
        });
        await using var http = Fetching.Exchanger();
        await using var exchange = await http.SendAsync(Fetching.Get(_origin.Url("/x")), default);
        var read = exchange.ReadAsync(new byte[10], own.Token).AsTask();
        await own.CancelAsync();
        Assert.Equal(own.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.WaitAsync(Soon))).CancellationToken);
    }

    async Task ArrivedAsync(int requests)
    {
        for (var i = 0; i < 1000 && _origin.Requests.Count < requests; i++) await Task.Delay(5);
        Assert.Equal(requests, _origin.Requests.Count);
    }

    async Task<int> PlainServerAsync()
    {
        // Answers a TLS hello at once with something that is no TLS.
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _ = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
            await Task.Delay(100);
            listener.Stop();
        });
        await Task.Yield();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
