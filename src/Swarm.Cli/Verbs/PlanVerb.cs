using System.CommandLine;
using Swarm.Cli.Screen;
using Swarm.Domain;
using Swarm.Mirrors.Looking;

namespace Swarm.Cli.Verbs;

/// <summary><c>swarm plan</c>: what a mirror would come to, by a look at robots.txt, sitemaps and the first page alone.</summary>
static class PlanVerb
{
    const int Shown = 20;

    public static Command Create()
    {
        var flags = JobFlags.OfMirror();
        var url = new Argument<string>("URL") { Description = "Where the site begins" };
        var command = new Command("plan", "Look at a site's robots.txt, sitemaps and first page, and say what a mirror of it would come to") { url };
        flags.AddTo(command);
        command.SetAction((parsed, token) => Faults.GuardAsync(async () =>
        {
            var plan = await SiteSurvey.MakeAsync(JobSettings.Load(flags, parsed), WebUrl.Parse(parsed.GetValue(url)!), TimeProvider.System, token);
            Write(plan);
            return plan.Status is >= 200 and < 300 ? ExitCode.Good : ExitCode.SomeFailed;
        }));
        return command;
    }

    static void Write(SiteSurvey plan)
    {
        Say($"{plan.Seed.Href}: {(plan.Status is { } status ? $"status {status} in {Units.Time(plan.Latency)}" : "robots.txt keeps it from being fetched")}");
        var verdict = plan.Robots.Judge(plan.Seed);
        Say($"    robots.txt: {(verdict.Allowed ? "allowed" : "not allowed")}: {verdict.Rule}{(plan.Robots.CrawlDelay is { } delay ? $"; it asks for {Units.Time(delay)} between requests" : "")}");
        foreach (var (map, entries, fault) in plan.Sitemaps) Say($"    sitemap {map.Href}: {fault ?? Units.Count(entries) + " entries"}");
        foreach (var (host, isIn, rule, count) in plan.Hosts.Take(Shown)) Say($"    {Units.Count(count),9}  {(isIn ? "in " : "out")}  {host}: {rule}");
        if (plan.Hosts.Skip(Shown).Any()) Say($"               … {plan.Hosts.Skip(Shown).Count()} more");
        Say($"{Units.Count(plan.Urls)} URLs are known so far; at one each {Units.Time(plan.Spacing)} they take {Units.Time(plan.Estimate)}. Further pages are found only by crawling.");
    }

    static void Say(string text) => Console.WriteLine(SafeText.Of(text));
}
