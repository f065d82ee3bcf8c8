using Swarm.TestSupport;
using Swarm.TestSupport.Servers;

namespace Swarm.Tests.Samples;

/// <summary>The samples as a reader would run them.</summary>
public sealed class SampleTests : IAsyncLifetime
{
    readonly TestFolder _folder = new();
    readonly ScriptedOrigin _site = new();

    public Task InitializeAsync()
    {
        for (var n = 1; n <= 20; n++) _site.On($"/files/{n}.txt", Reply.Ok("file " + n));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _site.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task FetchList_fetches_a_list_and_tells_what_failed()
    {
        var run = await RunAsync("FetchList");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(20, _folder.Files.Count);
        Assert.Contains($"{_site.Root}/gone failed: the server answered 404 Not Found", run.Output);
        Assert.Contains("not a URL failed: ", run.Output);
        Assert.Matches("[0-9]+ of 2[0-9], [0-9]+ bytes", run.Errors);
    }

    [Fact]
    public async Task EachWithInfo_has_its_objects_back()
    {
        var run = await RunAsync("EachWithInfo");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            Enumerable.Range(1, 5).Select(n => $"product-{n} ({n * 1.5:0.00}): pictures/product-{n}.txt"),
            run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
        Assert.Equal("file 3", _folder.Files["pictures/product-3.txt"]);
    }

    [Fact]
    public async Task OwnStrategy_keeps_200_and_tries_400_again()
    {
        _site.On("/sometimes", Reply.Status(400), Reply.Ok("at last")).On("/gone", Reply.Status(503));
        var run = await RunAsync("OwnStrategy");
        Assert.Equal(
            [$"{_site.Root}/files/1.txt: Done after 1 try", $"{_site.Root}/sometimes: Done after 2 tries", $"{_site.Root}/gone: Failed after 1 try"],
            run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task DownloadOne_puts_one_file_where_it_is_told()
    {
        var run = await RunAsync("DownloadOne", _site.Url("/files/7.txt"), _folder.Output + "/");
        Assert.Equal((0, $"{Path.Combine(_folder.Output, "7.txt")}: 6 bytes, 0 of them from before\n"), (run.ExitCode, run.Output));
        Assert.Contains("6 of 6 bytes", run.Errors);
        Assert.Equal("file 7", _folder.Files["7.txt"]);
        var gone = await RunAsync("DownloadOne", _site.Url("/gone"), _folder.Output);
        Assert.Equal((1, $"{_site.Root}/gone failed: the server answered 404 Not Found\n"), (gone.ExitCode, gone.Output));
    }

    Task<CommandResult> RunAsync(string name) => RunAsync(name, _site.Root, _folder.Output);

    static Task<CommandResult> RunAsync(string name, params string[] arguments) => Command.RunAsync("dotnet", [Built.Assembly("tests/Samples/" + name, name), .. arguments]);
}
