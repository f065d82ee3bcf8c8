using System.Globalization;
using Swarm.TestSupport.Servers;
using Swarm.TestSupport.Sites;
using Swarm.TestSupport.Sites.Hostile;
using Xunit.Abstractions;

namespace Swarm.EndToEnd.Tests.Mirrors;

/// <summary>Pages that are made to bring a crawler down.</summary>
[Collection(Alone.Name)]
public sealed class HostileTests(ITestOutputHelper output)
{
    const long MostMemoryKiB = 600 << 10;
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task Hostile_pages_cost_themselves_and_every_honest_page_beside_them_is_there()
    {
        using var folder = new TestFolder();
        await using var origin = new HandlerOrigin(HostilePages.AnswerAsync);

        await using var program = MirrorRun.Start(origin.Root + "/", folder["out"]);
        var looking = PeakMemoryAsync(program);
        var ran = await program.EndAsync();
        var memory = await looking;

        output.WriteLine($"{origin.Targets.Count} requests, {memory >> 10} MiB, {ran.Took.TotalSeconds:0.0} s\n{ran.Output}\n{ran.Errors}");
        Assert.True(ran.ExitCode is 0 or 1, ran.ToString());
        Assert.Equal(HostilePages.Honest, Directory.EnumerateFiles(folder["out"], "*.html", SearchOption.AllDirectories).Count(f => f.Contains("/good/", StringComparison.Ordinal)
            && !f.Contains("/.swarm/", StringComparison.Ordinal)));
        Assert.All(HostilePages.Names, n => Assert.Contains("/hostile/" + n, origin.Targets));
        Assert.DoesNotContain(origin.Targets.GroupBy(t => t, StringComparer.Ordinal), g => g.Count() > 1 && g.Key.StartsWith("/hostile/", StringComparison.Ordinal));
        Assert.InRange(memory, 1, MostMemoryKiB);
    }

    /// <summary>The kernel's own high mark, read until the process ends.</summary>
    static async Task<long> PeakMemoryAsync(Command program)
    {
        var peak = 0L;
        while (!program.HasEnded)
        {
            peak = Math.Max(peak, HighMark(program.Id));
            await Task.Delay(Look);
        }

        return peak;
    }

    static long HighMark(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line[6..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // it has just ended
        }
    }
}
