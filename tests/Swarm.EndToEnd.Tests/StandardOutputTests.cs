using System.Globalization;
using Swarm.TestSupport;
using Swarm.TestSupport.Servers;

namespace Swarm.EndToEnd.Tests;

/// <summary><c>swarm get -o -</c> between other programs.</summary>
public sealed class StandardOutputTests : IDisposable
{
    const int Large = 3_000_000;

    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Bytes_go_out_in_list_order_between_those_of_others_and_nothing_else_does()
    {
        await using var origin = Origin();
        var said = await ShellAsync($"{{ printf begin; {Swarm} get {origin.Url("/large")} {origin.Url("/small")} -o - --delay 0; printf end; }} > {Quoted("all")}");
        byte[] expected = [.. "begin"u8, .. HttpWire.Noise(Large), .. "small"u8, .. "end"u8];
        Assert.Equal(expected, await File.ReadAllBytesAsync(_folder["all"]));
        Assert.Contains("2 fetched", said.Errors, StringComparison.Ordinal);
        Assert.Equal("all", Assert.Single(TestFolder.Tree(_folder.Path)).Key);
    }

    [Fact]
    public async Task A_reader_who_goes_ends_it_without_a_word()
    {
        await using var origin = Origin();
        var said = await ShellAsync($"{{ {Swarm} get {origin.Url("/large")} {origin.Url("/small")} -o - --delay 0; echo exit $? >&2; }} | head -c 5 | wc -c");
        Assert.Equal(("5", "exit 3"), (said.Output.Trim(), said.Errors.Trim()));
    }

    [Fact]
    public async Task A_full_disk_behind_it_is_said()
    {
        await using var origin = Origin();
        var said = await ShellAsync($"{Swarm} get {origin.Url("/large")} -o - > /dev/full");
        Assert.Equal(4, said.ExitCode);
        Assert.Contains("cannot write to the output: No space left on device", said.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--json", "--json and -o - both want standard output")]
    [InlineData("--report=r.jsonl", "--report has no effect with -o -")]
    [InlineData("--retry-failed", "--retry-failed has no effect with -o -")]
    [InlineData("--discard", "swarm.writing.discard: has no effect where bytes go to a stream")]
    [InlineData("--skip-existing", "swarm.writing.skip-existing: has no effect where bytes go to a stream")]
    public async Task What_would_have_no_effect_there_is_refused(string option, string message)
    {
        await using var origin = Origin();
        var said = await SwarmProgram.RunAsync("get", origin.Url("/small"), "-o", "-", option);
        Assert.Equal((2, ""), (said.ExitCode, said.Output));
        Assert.Contains(message, said.Errors, StringComparison.Ordinal);
        Assert.Empty(origin.Requests);
    }

    static ScriptedOrigin Origin() => new ScriptedOrigin().On("/large", Reply.Ok(HttpWire.Noise(Large))).On("/small", Reply.Ok("small"));

    static string Swarm => string.Join(' ', SwarmProgram.CommandLine.Select(part => $"'{part}'"));

    string Quoted(string name) => string.Create(CultureInfo.InvariantCulture, $"'{_folder[name]}'");

    static async Task<CommandResult> ShellAsync(string line)
    {
        await using var shell = Command.Start("/bin/sh", ["-c", line]);
        return await shell.EndAsync();
    }
}
