using System.CommandLine;
using Swarm.Domain.Frontier;
using Swarm.IO.Lists;
using Swarm.Jobs;
using Swarm.ObjectStores;

namespace Swarm.Cli.Verbs;

/// <summary><c>swarm get</c>: fetches the URLs of arguments and lists.</summary>
static class GetVerb
{
    public static Command Create()
    {
        var flags = new JobFlags();
        var urls = new Argument<string[]>("URL") { Description = "URLs to fetch, or objects: s3://bucket/key (gs://, oss://)", Arity = ArgumentArity.ZeroOrMore };
        urls.Validators.Add(given =>
        {
            // No URL begins so; the parser takes an option that it does not know for one.
            foreach (var token in given.Tokens.Where(t => t.Value.StartsWith('-'))) given.AddError($"{token.Value} is no option of swarm get (see swarm get --help)");
        });
        var inputs = new Option<string[]>("--input", "-i") { Description = "A list (repeatable; - is standard input; .gz is read as such)", HelpName = "FILE" };
        var format = new Option<string>("--format") { Description = "auto, plain, aria2, jsonl, csv, sums", HelpName = "FORMAT", DefaultValueFactory = _ => "auto" };
        var baseUrl = new Option<string?>("--base") { Description = "What a checksum file's names, or relative URLs, are relative to", HelpName = "URL" };
        var glob = new Option<bool>("--glob") { Description = "Expand [1-100], [01-10:3] and {a,b} in URLs" };
        var strict = new Option<bool>("--strict") { Description = "Read the whole list first and stop if a line can't be used" };
        var again = new Option<bool>("--retry-failed") { Description = "Try again what failed in earlier runs" };
        var recursive = new Option<bool>("--recursive", "-r") { Description = "Addresses in stores: all that is below them" };
        var literal = new Option<bool>("--literal") { Description = "A * in a key is itself, no pattern" };
        var command = new Command("get", "Fetch URLs, given as arguments or in lists; run the same command again to go on") { urls, inputs, format, baseUrl, glob, strict, again, recursive, literal };
        flags.AddTo(command);
        command.SetAction((parsed, _) => Faults.GuardAsync(() =>
        {
            var list = new ListSpec(parsed.GetValue(inputs) ?? [], parsed.GetValue(urls) ?? [], ListFormats.Parse(parsed.GetValue(format)!),
                parsed.GetValue(baseUrl), parsed.GetValue(glob), Console.OpenStandardInput);
            return RunAsync(flags, parsed, list, parsed.GetValue(strict), parsed.GetValue(again), parsed.GetValue(recursive), parsed.GetValue(literal));
        }));
        return command;
    }

    static async Task<int> RunAsync(JobFlags flags, ParseResult parsed, ListSpec list, bool strict, bool again, bool recursive, bool literal)
    {
        if (list is { Urls.Count: 0, Files.Count: 0 })
            throw new UsageException("nothing to get: give URLs, or a list with -i FILE (-i - reads standard input). `swarm get --help` has examples");
        var settings = JobSettings.Load(flags, parsed);
        if (!settings.Job.IsEmpty) throw new UsageException("the settings describe a job of their own (swarm.job): `swarm run FILE` runs it");
        await using var stores = StoreAccess.Open(settings);
        if (strict) await StrictCheck.RefuseAsync(list with { UrlOf = stores.UrlOf });
        await using var source = RangedSource.Of(AddressList.Open(list, stores, recursive, literal), settings.Job.Range);
        var spec = new JobSpec { Settings = settings, Source = source, OutputFolder = flags.Output(parsed) ?? ".", RetryFailed = again };
        return await OutputConsole.RunAsync(spec, [.. list.Urls, .. list.Files.Select(Path.GetFullPath)], flags.ShowingOf(parsed));
    }
}
