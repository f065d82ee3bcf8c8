using System.CommandLine;
using Swarm.Cli.Demo;
using Swarm.Domain.Requests;
using Swarm.IO.Lists;
using Swarm.Jobs;
using Swarm.Settings;

namespace Swarm.Cli.Verbs;

/// <summary><c>swarm demo</c>: serves a small site on loopback and fetches from it, so that the whole thing is seen at work in ten seconds.</summary>
static class DemoVerb
{
    public static Command Create()
    {
        var folder = new Option<string?>("--output", "-o") { Description = "Where the files go (default: a new folder in the temporary directory)", HelpName = "FOLDER" };
        var command = new Command("demo", "See Swarm at work in ten seconds; needs no network") { folder };
        command.SetAction((parsed, _) => Faults.GuardAsync(() => RunAsync(parsed.GetValue(folder))));
        return command;
    }

    static async Task<int> RunAsync(string? folder)
    {
        var output = folder ?? Directory.CreateTempSubdirectory("swarm-demo-").FullName;
        await using var site = new DemoSite();
        var list = Path.Combine(output, "demo-list.txt");
        Directory.CreateDirectory(output);
        await File.WriteAllLinesAsync(list, site.List());
        await Console.Error.WriteLineAsync($"A site of {DemoSite.Files} files on {site.Address}: some are gone, some answer at the second try, one asks for a second's patience.");
        await Console.Error.WriteLineAsync($"This runs: swarm get -s backoff --per-origin 4 --delay 20ms -i {list} -o {output}\n");
        await using var source = ListReader.Open(new ListSpec([list], []));
        await JobConsole.RunAsync(new JobSpec { Settings = Settings, Source = source, OutputFolder = output }, new Showing(false, false, null));
        await Console.Error.WriteLineAsync($"\nThe files are in {output}. Four were not to be had and one line was no URL for us: that is part of the show.");
        return ExitCode.Good;
    }

    static SwarmSettings Settings => new()
    {
        Strategy = StrategyPresets.Backoff with { PerOrigin = 4, Delay = TimeSpan.FromMilliseconds(20) },
    };
}
