using System.Text.Json;
using Swarm.Domain;
using Swarm.IO.Http;
using Swarm.TestSupport;

namespace Swarm.IO.Tests.Http;

/// <summary>In the clear: our own wire.</summary>
public sealed class WireFramingTests() : FramingTests(isSecure: false);

/// <summary>Over TLS: the framework's.</summary>
public sealed class FrameworkFramingTests() : FramingTests(isSecure: true);

public abstract class FramingTests(bool isSecure) : IAsyncLifetime
{
    readonly ScriptedOrigin _origin = new(isSecure ? Certificates.For("127.0.0.1") : null);
    readonly HttpExchanger _http = Fetching.Exchanger(new HttpOptions { Insecure = true });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _http.DisposeAsync();
        await _origin.DisposeAsync();
    }

    async Task<Fetched> PlayAsync(string raw)
    {
        _origin.On("/x", Reply.RawThenClose(raw));
        return await _http.FetchAsync(_origin.Url("/x"));
    }

    public static TheoryData<string, int?> ContentLengths()
    {
        var data = new TheoryData<string, int?>();
        if (!Fixtures.Exist("http/wpt-content-lengths.json")) return data;
        using var json = JsonDocument.Parse(File.ReadAllText(Fixtures.Path("http/wpt-content-lengths.json")));
        foreach (var row in json.RootElement.EnumerateArray())
        {
            var output = row.GetProperty("output");
            data.Add(row.GetProperty("input").GetString()!, output.ValueKind == JsonValueKind.Null ? null : output.GetInt32());
        }

        return data;
    }

    // A browser reads an answer with one unreadable Content-Length to the connection's end; a downloader refuses it.
    [FixtureTheory("http/wpt-content-lengths.json")]
    [MemberData(nameof(ContentLengths))]
    public async Task Content_Length_is_taken_only_where_it_is_one_number(string fields, int? length)
    {
        var got = await PlayAsync($"HTTP/1.1 200 OK\r\n{fields}\r\n\r\n{new string('a', 42)}");
        if (isSecure && fields == "Content-Length: 030\r\nContent-Length: 30") length = 30; // HttpClient shows one 30: the same number, harmless
        var isNumber = length is not null && fields.Contains(length.Value.ToString()) && !fields.Contains("42s");
        if (isNumber) Assert.Equal((length!.Value, (Failure?)null), (got.Body.Length, got.Failure));
        else Assert.Equal(Reason.Protocol, got.Failure?.Reason);
    }

    // The replies that curl's own suite (tests/data) refuses and HttpClient forgives, and their kin.
    [Theory]
    [InlineData("178 negative", "HTTP/1.1 200 OK\r\nContent-Length: -6\r\n\r\nmooooo")]
    [InlineData("394 rubbish", "HTTP/1.1 200 OK\r\nContent-Length: crap\r\n\r\n-foo-\n")]
    [InlineData("415 control code", "HTTP/1.1 200 OK\r\nContent-Length: \r-6\r\n\r\nmooooo")]
    [InlineData("768 half a number", "HTTP/1.1 200 OK\r\nContent-Length: 6badness\r\nContent-Length: 44\r\n\r\n-foo-\n")]
    [InlineData("771 two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 44\r\nContent-Length: 6\r\n\r\n-foo-\n")]
    [InlineData("393 out of range", "HTTP/1.1 200 OK\r\nContent-Length: 36893488147419103232\r\n\r\n-foo-\n")]
    [InlineData("plus sign", "HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\nhello")]
    [InlineData("empty", "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\nhello")]
    [InlineData("1546 wrong order", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n")]
    [InlineData("1722 chunked not last", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, another\r\n\r\n1\r\na\r\n0\r\n\r\n")]
    [InlineData("1723 chunked twice", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, chunked, another\r\n\r\n1\r\na\r\n0\r\n\r\n")]
    [InlineData("two codings", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n")]
    [InlineData("unasked coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n1\r\na\r\n0\r\n\r\n")]
    [InlineData("length and coding", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n")]
    [InlineData("coding and length", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n1\r\na\r\n0\r\n\r\n")]
    [InlineData("space before the colon", "HTTP/1.1 200 OK\r\nContent-Length : 5x\r\n\r\nhello")]
    [InlineData("folded", "HTTP/1.1 200 OK\r\nContent-Length:\r\n 5x\r\n\r\nhello")]
    [InlineData("36 bad chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\na\n\r\nILLEGAL\r\nbb\r\n")]
    [InlineData("1416 chunk too large", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n12345678123456789\r\naa\r\n0\r\n\r\n")]
    [InlineData("negative chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\naa\r\n0\r\n\r\n")]
    [InlineData("no line end after a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\naa\r\n0\r\n\r\n")]
    [InlineData("switching protocols", "HTTP/1.1 101 Switching\r\n\r\n")]
    [InlineData("no HTTP", "SSH-2.0-OpenSSH_9.2p1\r\n\r\n")]
    [InlineData("no status", "HTTP/1.1 OK\r\n\r\n")]
    [InlineData("a status of two digits", "HTTP/1.1 20 OK\r\n\r\n")]
    [InlineData("a line that is no field", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nhello\r\n\r\n")]
    [InlineData("a field without a name", "HTTP/1.1 200 OK\r\n: hello\r\n\r\n")]
    [InlineData("a chunk that is no number", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n;x\r\n\r\n")]
    public async Task What_frames_a_body_ambiguously_is_refused(string story, string raw)
    {
        var got = await PlayAsync(raw);
        Assert.True(got.Failure is { Reason: Reason.Protocol }, $"{story}: {got.Failure} {got.Head}");
    }

    [Theory]
    [InlineData("length met", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", false)]
    [InlineData("more than the length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello world", false)]
    [InlineData("last chunk seen", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\nA: b\r\n\r\n", false)]
    [InlineData("close-delimited", "HTTP/1.1 200 OK\r\n\r\nhello", true)]
    [InlineData("close-delimited 1.0", "HTTP/1.0 200 OK\r\n\r\nhello", true)]
    [InlineData("lines end in LF alone", "HTTP/1.1 200 OK\nContent-Length: 5\n\nhello", false)]
    [InlineData("a folded field", "HTTP/1.1 200 OK\r\nX: a\r\n  b\r\nContent-Length: 5\r\n\r\nhello", false)]
    [InlineData("no reason", "HTTP/1.1 200\r\nContent-Length: 5\r\n\r\nhello", false)]
    [InlineData("a long extension", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n05 ; a=\"b\"\r\nhello\r\n000\r\n\r\n", false)]
    [InlineData("after interim answers", "HTTP/1.1 103 Hints\r\nLink: <a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", false)]
    public async Task A_whole_body_is_complete_and_says_whether_that_is_proved(string story, string raw, bool unknown)
    {
        var got = await PlayAsync(raw);
        Assert.Equal((story, "hello", unknown, (Failure?)null), (story, got.Text, got.Head?.LengthUnknown, got.Failure));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell", Stage.Body)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", Stage.Body)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhell\r\n", Stage.Body)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhell", Stage.Body)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhell\r\n0\r\n", Stage.Body)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le", Stage.Head)]
    [InlineData("", Stage.Head)]
    public async Task A_cut_answer_is_never_called_complete(string raw, Stage stage)
    {
        var got = await PlayAsync(raw);
        Assert.Equal((Reason.Truncated, stage), (got.Failure?.Reason, got.Failure?.Stage));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nhell")]
    [InlineData("HTTP/1.1 200 OK\r\n")]
    public async Task A_reset_is_told_from_a_close(string raw)
    {
        _origin.On("/x", Reply.RawThenReset(raw));
        Assert.Equal(Reason.Reset, (await _http.FetchAsync(_origin.Url("/x"))).Failure?.Reason);
    }

    [Theory]
    [InlineData("HEAD", 200, 5000L)]
    [InlineData("GET", 304, 5000L)]
    [InlineData("GET", 204, null)]
    public async Task Where_no_body_may_come_none_is_waited_for(string method, int status, long? length)
    {
        string[] fields = length is null ? [] : [$"Content-Length: {length}"];
        _origin.On("/x", Reply.Raw(HttpWire.Head(status, fields)));
        var got = await _http.FetchAsync(Fetching.Get(_origin.Url("/x")) with { Method = method });
        Assert.Equal((length, 0, (Failure?)null), (got.Head?.Length, got.Body.Length, got.Failure));
    }

    [Fact]
    public async Task A_NUL_in_a_field_never_gets_through()
    {
        var got = await PlayAsync("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nETag: \"a\0b\"\r\n\r\nhello");
        Assert.Equal("\"a b\"", got.Head?.Headers.Find("etag"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3000)]
    public async Task A_head_without_measure_is_refused(int fields)
    {
        var field = fields == 1 ? "X: " + new string('a', 70_000) : "Tiny: but there are many of them";
        var got = await PlayAsync(HttpWire.Head(200, [.. Enumerable.Repeat(field, fields)]));
        Assert.Equal((Reason.Protocol, Stage.Head), (got.Failure?.Reason, got.Failure?.Stage));
    }
}
