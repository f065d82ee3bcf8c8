using System.Globalization;
using System.Text;
using Swarm.Domain;
using Swarm.TestSupport;

namespace Swarm.Tests.Client;

/// <summary>One file put to a URL that somebody else has signed.</summary>
public sealed class PlainUploadTests : IAsyncLifetime
{
    static readonly byte[] Bytes = HttpWire.Noise(39);

    readonly ScriptedOrigin _origin = new();
    readonly SkippedTime _time = new();
    readonly string _file = Path.GetTempFileName();

    public async Task InitializeAsync() => await File.WriteAllBytesAsync(_file, Bytes);

    public async Task DisposeAsync()
    {
        File.Delete(_file);
        await _origin.DisposeAsync();
    }

    [Theory]
    [InlineData(64, "39/39")]
    [InlineData(39, "39/39")]
    [InlineData(38, "38/39 39/39")]
    [InlineData(16, "16/39 32/39 39/39")]
    public async Task Progress_is_exact(int chunk, string expected)
    {
        _origin.On("/x", Reply.Ok("", "ETag: \"e\""));
        var reports = new List<TransferProgress>();
        var result = await Client.UploadAsync(Url, _file, new FileUploadOptions { ChunkSize = chunk }, new Told(reports));
        Assert.Equal(expected, string.Join(' ', reports.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Done}/{r.Total}"))));
        Assert.Equal(new UploadResult(39, 200, 1) { ETag = "\"e\"" }, result);
        Assert.Equal(Encoding.Latin1.GetString(Bytes), Assert.Single(_origin.Requests).Body);
    }

    [Fact]
    public async Task Nothing_is_added_that_was_not_asked_for()
    {
        _origin.On("/x", Reply.Ok(""));
        await Client.UploadAsync(Url, _file, new FileUploadOptions { Headers = [new Header("x-amz-acl", "private")] });
        var request = Assert.Single(_origin.Requests);
        Assert.Equal("PUT /x?X-Amz-Signature=a%2Fb%20c HTTP/1.1", request.Line);
        var names = request.Text.Split("\r\n\r\n")[0].Split("\r\n").Skip(1).Select(line => line.Split(':')[0]).Order(StringComparer.OrdinalIgnoreCase);
        Assert.Equal(["Content-Length", "Host", "x-amz-acl"], names);
        Assert.Equal("39", request.Field("Content-Length"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_MD5_given_or_computed_is_sent(bool computed)
    {
        _origin.On("/x", Reply.Ok(""));
        var options = computed ? new FileUploadOptions { ComputeMd5 = true }
            : new FileUploadOptions { Md5 = new Checksum(DigestAlgorithm.Md5, Convert.ToHexStringLower("abcd"u8) + new string('0', 24)) };
        await Client.UploadAsync(Url, Bytes, options);
        var expected = computed ? System.Security.Cryptography.MD5.HashData(Bytes) : [.. "abcd"u8, .. new byte[12]];
        Assert.Equal(Convert.ToBase64String(expected), Assert.Single(_origin.Requests).Field("Content-MD5"));
    }

    [Fact]
    public async Task What_is_empty_is_refused_unless_that_is_allowed()
    {
        _origin.On("/x", Reply.Ok(""));
        Assert.Equal(Reason.Size, (await Assert.ThrowsAsync<TransferException>(() => Client.UploadAsync(Url, Array.Empty<byte>()))).Failure.Reason);
        Assert.Empty(_origin.Requests);
        await Client.UploadAsync(Url, Array.Empty<byte>(), new FileUploadOptions { AllowEmpty = true });
        Assert.Equal("0", Assert.Single(_origin.Requests).Field("Content-Length"));
    }

    [Theory]
    [InlineData(200, false, true)]
    [InlineData(201, false, false)]
    [InlineData(204, false, false)]
    [InlineData(201, true, true)]
    [InlineData(204, true, true)]
    [InlineData(400, true, false)]
    [InlineData(403, false, false)]
    [InlineData(500, false, false)]
    [InlineData(502, false, false)]
    [InlineData(504, false, false)]
    public async Task Only_documented_statuses_are_a_success_and_no_others_are_tried_again(int status, bool accept, bool isGood)
    {
        _origin.On("/x", Reply.Status(status));
        var upload = Client.UploadAsync(Url, Bytes, new FileUploadOptions { AcceptCreated = accept });
        if (isGood) Assert.Equal(status, (await upload).Status);
        else
        {
            var failure = await Assert.ThrowsAsync<TransferException>(() => upload);
            Assert.Equal(status, failure.Status);
            Assert.DoesNotContain("Signature", failure.ToString(), StringComparison.Ordinal);
        }

        Assert.Single(_origin.Requests);
    }

    [Theory]
    [InlineData(413)]
    [InlineData(429)]
    [InlineData(503)]
    public async Task It_is_tried_again_from_the_start_after_1_2_and_4_seconds(int status)
    {
        _origin.On("/x", Reply.Status(status), Reply.Status(status), Reply.Status(status), Reply.Ok(""));
        using var source = new MemoryStream([1, 2, .. Bytes]);
        source.Position = 2;
        var reports = new List<TransferProgress>();
        var result = await Client.UploadAsync(Url, source, new FileUploadOptions { ChunkSize = 16 }, new Told(reports));
        Assert.Equal((4, "1 2 4"), (result.Attempts, _time.Waits));
        Assert.All(_origin.Requests, r => Assert.Equal(Encoding.Latin1.GetString(Bytes), r.Body));
        Assert.Equal([16L, 32, 39], reports.Select(r => r.Done));
    }

    [Fact]
    public async Task After_the_last_try_the_answer_is_the_failure()
    {
        _origin.On("/x", Reply.Status(503));
        var failure = await Assert.ThrowsAsync<TransferException>(() => Client.UploadAsync(Url, Bytes));
        Assert.Equal((503, 4, "1 2 4"), (failure.Status, _origin.Requests.Count, _time.Waits));
    }

    [Fact]
    public async Task A_server_s_longer_wait_is_kept()
    {
        _origin.On("/x", Reply.Status(503, "Retry-After: 7"), Reply.Ok(""));
        await Client.UploadAsync(Url, Bytes);
        Assert.Equal("7", _time.Waits);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_another_try()
    {
        _origin.On("/x", Reply.RawThenClose(""), Reply.Ok(""));
        Assert.Equal(2, (await Client.UploadAsync(Url, Bytes)).Attempts);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_told_and_a_pipe_refused()
    {
        Assert.Equal(Reason.Disk, (await Assert.ThrowsAsync<TransferException>(() => Client.UploadAsync(Url, _file + ".not"))).Failure.Reason);
        using var pipe = new System.IO.Pipelines.Pipe().Reader.AsStream();
        await Assert.ThrowsAsync<ArgumentException>(() => Client.UploadAsync(Url, pipe));
    }

    string Url => _origin.Url("/x?X-Amz-Signature=a%2Fb%20c");

    SwarmClient Client => new(new SwarmClientOptions { Time = _time });

    sealed class Told(List<TransferProgress> reports) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => reports.Add(value);
    }

    /// <summary>Waits of a second and more are noted and skipped.</summary>
    sealed class SkippedTime : TimeProvider
    {
        readonly List<TimeSpan> _waits = [];

        public string Waits => string.Join(' ', _waits.Select(w => w.TotalSeconds.ToString(CultureInfo.InvariantCulture)));

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime < TimeSpan.FromSeconds(1)) return System.CreateTimer(callback, state, dueTime, period);
            _waits.Add(dueTime);
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
