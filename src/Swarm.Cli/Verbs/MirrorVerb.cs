using System.CommandLine;
using Swarm.Domain;
using Swarm.Mirrors;

namespace Swarm.Cli.Verbs;

/// <summary><c>swarm mirror</c>: a site's link tree, for reading offline, that proves itself complete.</summary>
static class MirrorVerb
{
    public static Command Create()
    {
        var flags = JobFlags.OfMirror();
        var urls = new Argument<string[]>("URL") { Description = "Where the site begins; none: where the folder's last run began", Arity = ArgumentArity.ZeroOrMore };
        urls.Validators.Add(given =>
        {
            // No URL begins so; the parser takes an option that it does not know for one.
            foreach (var token in given.Tokens.Where(t => t.Value.StartsWith('-'))) given.AddError($"{token.Value} is no option of swarm mirror (see swarm mirror --help)");
        });
        var command = new Command("mirror", "Copy a site for reading offline; run the same command again to go on, or to bring it up to date") { urls };
        flags.AddTo(command);
        command.SetAction((parsed, _) => Faults.GuardAsync(() => RunAsync(flags, parsed, parsed.GetValue(urls) ?? [])));
        return command;
    }

    static Task<int> RunAsync(JobFlags flags, ParseResult parsed, string[] urls)
    {
        var output = flags.Output(parsed) ?? throw new UsageException("where to? give a folder for the mirror with -o DIR");
        if (output == "-") throw new UsageException("a mirror is a tree of files: give -o a folder");
        var settings = JobSettings.Load(flags, parsed);
        if (!settings.Job.IsEmpty) throw new UsageException("the settings describe a job of their own (swarm.job): `swarm run FILE` runs it");
        return MirrorConsole.RunAsync(new MirrorSpec { Settings = settings, Seeds = [.. urls.Select(Seed)], OutputFolder = output }, flags.ShowingOf(parsed));
    }

    /// <summary>People write hosts; what has no scheme is taken as one.</summary>
    static WebUrl Seed(string text) => WebUrl.TryParse(text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text, out var url, out var fault)
        ? url
        : throw new UsageException($"{text}: not a URL that can be fetched: {fault}");
}
