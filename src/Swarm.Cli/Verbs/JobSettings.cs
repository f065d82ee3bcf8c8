using System.CommandLine;
using Swarm.Settings;

namespace Swarm.Cli.Verbs;

/// <summary>The settings of a command line: files, definitions, then options, each under its own name in messages.</summary>
static class JobSettings
{
    public static SettingsSources Sources(JobFlags flags, ParseResult parsed, params string[] first) => new()
    {
        Preset = flags.Preset,
        Files = [.. first, .. parsed.GetValue(flags.Config) ?? []],
        Definitions = parsed.GetValue(flags.Define) ?? [],
        Options = [.. flags.Given(parsed), .. Headers(flags, parsed)],
    };

    public static SwarmSettings Load(JobFlags flags, ParseResult parsed)
    {
        var settings = SettingsLoader.Load(Sources(flags, parsed));
        if (settings.Http.Insecure) Console.Error.WriteLine("swarm: TLS certificates are not verified (--insecure)");
        return settings;
    }

    static IEnumerable<SettingsOption> Headers(JobFlags flags, ParseResult parsed) =>
        (parsed.GetValue(flags.Headers) ?? []).Select(line => new SettingsOption("--header", "http.headers", line, Append: true));
}
