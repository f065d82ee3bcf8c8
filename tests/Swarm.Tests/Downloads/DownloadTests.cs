using System.Globalization;
using Swarm.Domain;
using Swarm.Domain.Requests;
using Swarm.TestSupport;
using Swarm.Tests.Client;

namespace Swarm.Tests.Downloads;

/// <summary>One file, to where its caller says.</summary>
public sealed class DownloadTests : ClientTests
{
    static readonly byte[] Body = HttpWire.Noise(3 << 20);

    [Fact]
    public async Task A_file_is_downloaded_to_its_path()
    {
        Origin.On("/big", Reply.Ok(Body, "ETag: \"v1\""));
        var path = Path.Combine(Folder.Output, "deep", "down", "big.bin");
        var result = await Client.DownloadAsync(Origin.Url("/big"), path, token: Patience);
        Assert.Equal((path, (long)Body.Length, 200, "\"v1\""), (result.Path, result.Length, result.Outcome.Status, result.Outcome.Validators.ETag));
        Assert.Equal(Body, await File.ReadAllBytesAsync(path));
        Assert.Equal(0, result.Resumed);
    }

    [Theory]
    [InlineData("a:b? .part")]
    [InlineData("con.txt")]
    [InlineData("Ünicode und Leerzeichen.bin")]
    public async Task The_name_is_taken_as_it_is(string name)
    {
        var path = Path.Combine(Folder.Output, name);
        await Client.DownloadAsync(Origin.Url("/x"), path, token: Patience);
        Assert.Equal("body of /x", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task A_file_that_was_there_is_replaced_when_the_new_one_is_whole()
    {
        var path = Existing("before");
        await Client.DownloadAsync(Origin.Url("/x"), path, token: Patience);
        Assert.Equal("body of /x", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task A_file_that_was_there_is_refused_where_asked_to_be_kept()
    {
        var path = Existing("before");
        var error = await Assert.ThrowsAsync<TransferException>(() => Client.DownloadAsync(Origin.Url("/x"), path, new DownloadOptions { Overwrite = false }));
        Assert.Equal(Reason.Name, error.Failure.Reason);
        Assert.Empty(Origin.Requests);
        Assert.Equal("before", await File.ReadAllTextAsync(path));
    }

    [Theory]
    [InlineData("/dir/a.b?x=1", "a.b")]
    [InlineData("/a.b", "a.b")]
    [InlineData("/a.b#f", "a.b")]
    [InlineData("/a%20b.txt", "a%20b.txt")]
    [InlineData("/a;p=1", "a")]
    [InlineData("/dir;v=2/a.b", "a.b")]
    [InlineData("/..%2f..%2fetc", "..%2f..%2fetc")]
    public async Task In_a_folder_the_file_is_named_by_the_last_segment_of_the_URL(string target, string name)
    {
        Directory.CreateDirectory(Folder.Output);
        var result = await Client.DownloadAsync(Origin.Url(target), Folder.Output, token: Patience);
        Assert.Equal(Path.Combine(Folder.Output, name), result.Path);
        Assert.Equal([name], Folder.Files.Keys);
    }

    [Fact]
    public async Task A_path_that_ends_in_a_separator_is_a_folder_that_is_made()
    {
        var result = await Client.DownloadAsync(Origin.Url("/a.b"), Folder.Output + "/new/", token: Patience);
        Assert.Equal(Path.Combine(Folder.Output, "new", "a.b"), result.Path);
    }

    [Theory]
    [InlineData("/dir/", "the URL's path ends without a file name")]
    [InlineData("", "the URL's path ends without a file name")]
    [InlineData("?only=query", "the URL's path ends without a file name")]
    [InlineData("/x/..", "the URL's path ends without a file name")]
    [InlineData("/x/%2e%2e", "the URL's path ends without a file name")]
    [InlineData("/..;v=1", "the URL's file name '..' is a folder's")]
    [InlineData("/.;v=1", "the URL's file name '.' is a folder's")]
    [InlineData("/;v=1", "the URL's path ends without a file name")]
    public async Task A_URL_that_names_no_file_is_refused_before_it_is_asked(string target, string why)
    {
        Directory.CreateDirectory(Folder.Output);
        var error = await Assert.ThrowsAsync<TransferException>(() => Client.DownloadAsync(Origin.Root + target, Folder.Output, token: Patience));
        Assert.Equal((Reason.Name, why + ": give the file's whole path instead of its folder"), (error.Failure.Reason, error.Message));
        Assert.Empty(Origin.Requests);
    }

    [Theory]
    [InlineData("no URL")]
    [InlineData("ftp://a/b")]
    [InlineData("")]
    public async Task What_is_no_URL_is_a_failure_like_others(string url)
    {
        var error = await Assert.ThrowsAsync<TransferException>(() => Client.DownloadAsync(url, Folder.Output, token: Patience));
        Assert.Equal(Reason.Url, error.Failure.Reason);
    }

    [Fact]
    public async Task A_failure_is_thrown_and_leaves_the_old_file()
    {
        var path = Existing("before");
        Origin.On("/gone", Reply.Status(404)).On("/cut", Reply.Cut(Body, 1 << 20));
        var gone = await Assert.ThrowsAsync<TransferException>(() => Client.DownloadAsync(Origin.Url("/gone"), path, token: Patience));
        Assert.Equal((Reason.Status, "the server answered 404 Not Found"), (gone.Failure.Reason, gone.Message));
        var cut = await Assert.ThrowsAsync<TransferException>(() => Client.DownloadAsync(Origin.Url("/cut"), path, token: Patience));
        Assert.Equal(Reason.Truncated, cut.Failure.Reason);
        Assert.Equal("before", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task A_digest_that_does_not_match_fails()
    {
        Assert.True(Checksum.TryParse("md5=" + new string('0', 32), out var wrong));
        var options = new DownloadOptions { Checksum = wrong };
        var error = await Assert.ThrowsAsync<TransferException>(() => Client.DownloadAsync(Origin.Url("/x"), Path.Combine(Folder.Output, "x"), options, token: Patience));
        Assert.Equal(Reason.Checksum, error.Failure.Reason);
    }

    [Fact]
    public async Task The_digest_that_was_asked_for_is_in_the_result()
    {
        Assert.True(Checksum.TryParse("md5=5d41402abc4b2a76b9719d911017c592", out var right));
        Origin.On("/x", Reply.Ok("hello"));
        var result = await Client.DownloadAsync(Origin.Url("/x"), Path.Combine(Folder.Output, "x"), new DownloadOptions { Checksum = right }, token: Patience);
        Assert.Equal("md5=5d41402abc4b2a76b9719d911017c592", result.Digest);
    }

    [Fact]
    public async Task Headers_and_a_strategy_are_this_calls_own()
    {
        Origin.On("/x", Reply.Status(413), Reply.Ok("at last"));
        var options = new DownloadOptions
        {
            Headers = [new Header("X-Key", "secret")],
            Strategy = StrategyPresets.ThreeDi with { Backoff = new BackoffOptions { First = TimeSpan.FromMilliseconds(1) } },
        };
        var result = await Client.DownloadAsync(Origin.Url("/x"), Path.Combine(Folder.Output, "x"), options, token: Patience);
        Assert.Equal(2, result.Outcome.Attempts);
        Assert.All(Origin.Requests, r => Assert.Equal("secret", r.Field("X-Key")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3 << 20)]
    public async Task Progress_is_exact_in_bytes(int length)
    {
        Origin.On("/x", Reply.Ok(Body[..length]));
        var reports = await ReportsOf("/x");
        Assert.Equal(length, reports.Sum(r => r.Increment));
        Assert.Equal((length, length), (reports[^1].Done, reports[^1].Total));
        Assert.All(reports, r => Assert.Equal(length, r.Total));
        Assert.Equal(reports.Select(r => r.Done), reports.Select(r => r.Done).Order());
    }

    [Fact]
    public async Task Progress_counts_what_is_fetched_again_once()
    {
        Origin.On("/x", Reply.Cut(Body, 2 << 20), Reply.Ok(Body));
        var reports = await ReportsOf("/x");
        Assert.Equal(Body.Length, reports.Sum(r => r.Increment));
        Assert.Equal(reports.Select(r => r.Done), reports.Select(r => r.Done).Distinct().Order());
    }

    [Fact]
    public async Task Progress_knows_no_total_until_the_end_where_none_was_announced()
    {
        Origin.On("/x", talk => talk.SendAsync([.. HttpWire.Bytes(HttpWire.Head(200, "Transfer-Encoding: chunked")), .. HttpWire.Chunked(Body[..5000], 999)]).AsTask());
        var reports = await ReportsOf("/x");
        Assert.Null(reports[0].Total);
        Assert.Equal((0, 5000, 5000), (reports[^1].Increment, reports[^1].Done, reports[^1].Total));
    }

    [Fact]
    public async Task A_listener_that_throws_does_no_harm()
    {
        var result = await Client.DownloadAsync(Origin.Url("/x"), Path.Combine(Folder.Output, "x"), progress: new Listener(_ => throw new InvalidDataException()), token: Patience);
        Assert.Equal(10, result.Length);
    }

    [Fact]
    public async Task A_download_ends_with_its_token()
    {
        using var stop = new CancellationTokenSource();
        var began = new TaskCompletionSource();
        Origin.On("/x", async talk =>
        {
            await talk.SendAsync(HttpWire.Message(200, Body)[..^1]);
            began.SetResult();
            await Task.Delay(Timeout.Infinite, talk.Stopping);
        });
        var path = Existing("before");
        var download = Client.DownloadAsync(Origin.Url("/x"), path, token: stop.Token);
        await began.Task.WaitAsync(Patience);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => download.WaitAsync(Patience));
        Assert.Equal("before", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task A_client_that_keeps_nothing_keeps_what_is_downloaded()
    {
        var settings = Quick.Settings with { Writing = new() { Discard = true, SkipExisting = true } };
        var path = Existing("before");
        await new SwarmClient(Options with { Settings = settings }).DownloadAsync(WebUrl.Parse(Origin.Url("/x")), path, token: Patience);
        Assert.Equal("body of /x", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task Many_downloads_run_at_once()
    {
        var client = Client;
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => client.DownloadAsync(Origin.Url("/" + n), Path.Combine(Folder.Output, n.ToString(CultureInfo.InvariantCulture)), token: Patience)));
        Assert.Equal(8, all.DistinctBy(r => r.Path).Count());
        Assert.Equal("body of /7", Folder.Files["7"]);
    }

    async Task<List<TransferProgress>> ReportsOf(string path)
    {
        var reports = new List<TransferProgress>();
        await Client.DownloadAsync(Origin.Url(path), Path.Combine(Folder.Output, "file"), progress: new Listener(reports.Add), token: Patience);
        return reports;
    }

    string Existing(string text)
    {
        Directory.CreateDirectory(Folder.Output);
        var path = Path.Combine(Folder.Output, "file");
        File.WriteAllText(path, text);
        return path;
    }

    sealed class Listener(Action<TransferProgress> hear) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => hear(value);
    }
}
