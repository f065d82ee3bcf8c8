using System.CommandLine;
using Swarm.Cli.Screen;
using Swarm.Domain;
using Swarm.ObjectStores;

namespace Swarm.Cli.Verbs;

/// <summary>Puts one file to a URL, a presigned one, say, by one request. The URL's query is a secret: it is in nothing that is said, and nothing is kept.</summary>
static class PresignedConsole
{
    public static async Task<int> RunAsync(CopyFlags flags, ParseResult parsed, IReadOnlyList<Place> sources, WebUrl url)
    {
        if (sources is not [Place.Local { Path: var path }] || Directory.Exists(path)) throw new UsageException("a URL takes one file, by one PUT: give one file");
        var settings = JobSettings.Load(flags.Job, parsed);
        var order = flags.Order(parsed, sources, new Place.Web(url));
        if (order.NoOverwrite) throw new UsageException("--no-overwrite is for stores; a presigned URL does what it was signed for");
        if (flags.IsDryRun(parsed))
        {
            Console.WriteLine(SafeText.Of($"would bring {path} to {url.Origin}{url.Path}"));
            return ExitCode.Good;
        }

        var client = new SwarmClient(new SwarmClientOptions { Settings = settings });
        var result = await client.UploadAsync(WithUser(url), path, new FileUploadOptions { Headers = order.Fields, AcceptCreated = true });
        await using var lines = new StoreLines(parsed.GetValue(flags.Job.Json), parsed.GetValue(flags.Job.Quiet));
        lines.Tell($"brought {path} ({Units.Bytes(result.Length)}) to {url.Origin}{url.Path}", json =>
        {
            json.WriteString("event", "done");
            json.WriteString("from", path);
            json.WriteNumber("status", result.Status);
            json.WriteNumber("length", result.Length);
            json.WriteNumber("attempts", result.Attempts);
        });
        return ExitCode.Good;
    }

    static string WithUser(WebUrl url) => url.UserInfo is null ? url.Href : url.Href.Replace("://", $"://{url.UserInfo}@", StringComparison.Ordinal);
}
