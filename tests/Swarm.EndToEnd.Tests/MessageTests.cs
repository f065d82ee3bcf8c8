using Swarm.TestSupport;
using Swarm.TestSupport.Servers;

namespace Swarm.EndToEnd.Tests;

/// <summary>What the program says and how it exits when it can't do what was asked.</summary>
public sealed class MessageTests : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Help_names_every_option_that_other_tools_rely_on()
    {
        var said = await SwarmProgram.RunAsync("get", "--help");
        Assert.Equal(0, said.ExitCode);
        Assert.All(
            [
                "--input", "--format", "--output", "--strategy", "--config", "-D", "--concurrency", "--per-origin", "--delay", "--attempts", "--rate", "--timeout",
                "--header", "--report", "--discard", "--insecure", "--skip-existing", "--retry-failed", "--names", "--quiet", "--json",
            ],
            option => Assert.Contains(option, said.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_misspelt_key_is_refused_with_file_line_and_the_nearest_key_before_anything_is_fetched()
    {
        await using var origin = new ScriptedOrigin().Otherwise(Reply.Ok("x"));
        var file = _folder.Write("my.conf", ["swarm {", "  strategy { per-orign = 3 }", "}"]);
        var said = await SwarmProgram.RunAsync("get", origin.Url("/a"), "-o", _folder["out"], "-c", file, "-D", "strategy.atempts=3");
        Assert.Equal(2, said.ExitCode);
        Assert.Contains(file + ":2", said.Errors, StringComparison.Ordinal);
        Assert.Contains("per-origin", said.Errors, StringComparison.Ordinal);
        Assert.Contains("attempts", said.Errors, StringComparison.Ordinal);
        Assert.Empty(origin.Requests);
    }

    [Fact]
    public async Task An_unknown_option_is_a_usage_error() => Assert.Equal(2, (await SwarmProgram.RunAsync("get", "--no-such-option")).ExitCode);

    [Fact]
    public async Task A_bad_line_is_named_with_file_and_line_and_does_not_stop_the_others()
    {
        await using var origin = new ScriptedOrigin().Otherwise(Reply.Ok("x"));
        var list = BadList(origin);
        var said = await SwarmProgram.RunAsync("get", "-i", list, "-o", _folder["out"], "--delay", "0");
        Assert.True(said.ExitCode == 1, said.ToString());
        Assert.Contains(list + ":2", said.Output + said.Errors, StringComparison.Ordinal);
        Assert.Contains(list + ":4", said.Output + said.Errors, StringComparison.Ordinal);
        Assert.Equal(2, TestFolder.Tree(_folder["out"]).Count);
    }

    [Fact]
    public async Task A_bad_line_stops_a_strict_job_before_anything_is_fetched()
    {
        await using var origin = new ScriptedOrigin().Otherwise(Reply.Ok("x"));
        var list = BadList(origin);
        var said = await SwarmProgram.RunAsync("get", "-i", list, "-o", _folder["out"], "--strict");
        Assert.True(said.ExitCode == 2, said.ToString());
        Assert.Contains(list + ":2", said.Errors, StringComparison.Ordinal);
        Assert.Empty(origin.Requests);
    }

    [Fact]
    public async Task A_list_that_is_not_there_is_a_usage_error_that_names_it()
    {
        var said = await SwarmProgram.RunAsync("get", "-i", _folder["no-such-list"], "-o", _folder["out"]);
        Assert.True(said.ExitCode == 2, said.ToString());
        Assert.Contains("no-such-list", said.Errors, StringComparison.Ordinal);
    }

    [SmallDiskFact]
    public async Task A_full_disk_stops_the_job_at_once_in_words_and_truncates_nothing()
    {
        await using var disk = await SmallDisk.MountAsync(_folder["disk"], "3m");
        var body = HttpWire.Noise(400_000);
        await using var origin = new ScriptedOrigin().Otherwise(Reply.Ok(body));
        var list = _folder.Write("list.txt", Enumerable.Range(0, 20).Select(i => origin.Url($"/{i}")));
        string[] get = ["get", "-i", list, "-o", disk.Path, "--delay", "0"];

        var said = await SwarmProgram.RunAsync(get);

        Assert.True(said.ExitCode == 4, said.ToString());
        Assert.Matches("(?i)(disk|space).*full|no space|full", said.Errors + said.Output);
        Assert.InRange(said.Took.TotalSeconds, 0, 10);
        WholeFiles(disk.Path, body);
        await disk.GrowAsync("40m");
        var again = await SwarmProgram.RunAsync(get);
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal(20, WholeFiles(disk.Path, body));
    }

    [Fact]
    public async Task A_folder_that_another_process_uses_is_refused_and_free_again_when_that_process_is_dead()
    {
        await using var origin = new ScriptedOrigin().On("/slow", Reply.Silence()).Otherwise(Reply.Ok("x"));
        await using (var first = SwarmProgram.Start("get", origin.Url("/slow"), "-o", _folder["out"]))
        {
            await UntilAsync(() => origin.Requests.Count > 0);
            var second = await SwarmProgram.RunAsync("get", origin.Url("/b"), "-o", _folder["out"]);
            Assert.True(second.ExitCode == 4, second.ToString());
            Assert.Contains(_folder["out"], second.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain(origin.Requests, r => r.Path == "/b");
            first.Kill();
        }

        origin.On("/slow", Reply.Ok("x"));
        var third = await SwarmProgram.RunAsync("get", origin.Url("/slow"), "-o", _folder["out"]);
        Assert.True(third.ExitCode == 0, third.ToString());
    }

    [Fact]
    public async Task Ctrl_C_ends_a_job_within_5_s_with_exit_3_and_the_same_command_goes_on()
    {
        await using var origin = new ScriptedOrigin().On("/slow", Reply.Silence(), Reply.Ok("x")).Otherwise(Reply.Ok("x"));
        string[] get = ["get", origin.Url("/a"), origin.Url("/slow"), "-o", _folder["out"], "--delay", "0"];
        await using var program = SwarmProgram.Start(get);
        await UntilAsync(() => origin.Requests.Count > 1);
        program.Interrupt();
        var stopped = await program.EndAsync(TimeSpan.FromSeconds(6));
        Assert.True(stopped.ExitCode == 3, stopped.ToString());
        var went = await SwarmProgram.RunAsync(get);
        Assert.True(went.ExitCode == 0, went.ToString());
        Assert.Single(origin.Requests, r => r.Path == "/a");
    }

    [Fact]
    public async Task A_second_Ctrl_C_ends_it_within_a_second()
    {
        await using var origin = new ScriptedOrigin().Otherwise(Reply.Silence());
        await using var program = SwarmProgram.Start("get", origin.Url("/slow"), "-o", _folder["out"]);
        await UntilAsync(() => origin.Requests.Count > 0);
        program.Interrupt();
        await Task.Delay(300);
        program.Interrupt();
        Assert.Equal(3, (await program.EndAsync(TimeSpan.FromSeconds(1.5))).ExitCode);
    }

    [Fact]
    public async Task The_demo_works()
    {
        var said = await SwarmProgram.RunAsync(TimeSpan.FromSeconds(30), "demo", "-o", _folder["demo"]);
        Assert.True(said.ExitCode == 0, said.ToString());
        Assert.NotEmpty(TestFolder.Tree(_folder["demo"]));
    }

    string BadList(ScriptedOrigin origin) => _folder.Write("list.txt", [origin.Url("/a"), "http://", origin.Url("/b"), "ftp://example.org/x"]);

    static int WholeFiles(string folder, byte[] body)
    {
        var files = TestFolder.Tree(folder).Keys.ToList();
        Assert.All(files, f => Assert.Equal(body, File.ReadAllBytes(Path.Combine(folder, f))));
        return files.Count;
    }

    static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!holds()) await Task.Delay(20, limit.Token);
    }
}
