using System.CommandLine;
using Swarm.Domain;
using Swarm.Domain.Crawling.Robots;
using Swarm.Mirrors.Looking;

namespace Swarm.Cli.Verbs;

/// <summary><c>swarm explain robots</c>: whether a robots.txt lets a URL be fetched, and the line that decides. Exit 0: it does, 1: not.</summary>
static class ExplainRobotsVerb
{
    const string Agent = "Swarm";

    public static Command Create()
    {
        var flags = new JobFlags();
        var url = new Argument<string>("URL") { Description = "What one would like to fetch" };
        var file = new Option<string?>("--robots-file") { Description = "A robots.txt instead of the server's own", HelpName = "FILE" };
        var agent = new Option<string>("--agent") { Description = "The crawler's product token", HelpName = "NAME", DefaultValueFactory = _ => Agent };
        var command = new Command("robots", "Say whether robots.txt lets a URL be fetched, and by which line (exit 0: it does, 1: not)") { url, file, agent };
        flags.AddTo(command);
        command.SetAction((parsed, token) => Faults.GuardAsync(async () =>
        {
            var asked = WebUrl.Parse(parsed.GetValue(url)!);
            var name = parsed.GetValue(agent)!;
            if (parsed.GetValue(file) is { } path) return Write(RobotsRules.Parse(await File.ReadAllBytesAsync(path, token), name), asked, path);
            await using var fetch = new SmallFetch(JobSettings.Load(flags, parsed), TimeProvider.System);
            var record = await RobotsLook.AskAsync(asked, fetch, TimeProvider.System, token);
            return Write(RobotsRules.For(record, name), asked, RobotsLook.PlaceOf(asked).Href);
        }));
        return command;
    }

    static int Write(RobotsRules rules, WebUrl url, string place)
    {
        var verdict = rules.Judge(url);
        Console.WriteLine($"{(verdict.Allowed ? "allowed" : "not allowed")}: {SafeText.Of(url.Href)}");
        Console.WriteLine(verdict.Line > 0 ? $"    {SafeText.Of(place)}:{verdict.Line}: {SafeText.Of(verdict.Rule)}" : $"    {SafeText.Of(place)}: {SafeText.Of(verdict.Rule)}");
        if (rules.CrawlDelay is { } delay) Console.WriteLine($"    it asks for {Screen.Units.Time(delay)} between requests");
        return verdict.Allowed ? ExitCode.Good : ExitCode.SomeFailed;
    }
}
