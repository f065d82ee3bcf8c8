using System.CommandLine;
using Swarm.Domain;
using Swarm.Domain.Naming;
using Swarm.IO.Lists;
using Swarm.Jobs;

namespace Swarm.Cli.Verbs;

/// <summary><c>swarm explain</c>: says what would be done, and why, without doing it.</summary>
static class ExplainVerb
{
    public static Command Create() => new("explain", "Say what would be done with a URL, and why") { PathCommand(), ExplainRobotsVerb.Create(), ExplainLinksVerb.Create(), ExplainUrlVerb.Create() };

    static Command PathCommand()
    {
        var flags = new JobFlags();
        var urls = new Argument<string[]>("URL") { Description = "URLs to explain", Arity = ArgumentArity.ZeroOrMore };
        var inputs = new Option<string[]>("--input", "-i") { Description = "A list (repeatable; - is standard input)", HelpName = "FILE" };
        var command = new Command("path", "Say which file each URL would go to, and why") { urls, inputs };
        flags.AddTo(command);
        command.SetAction((parsed, token) => Faults.GuardAsync(async () =>
        {
            var settings = JobSettings.Load(flags, parsed);
            await using var stores = StoreAccess.Open(settings);
            var list = new ListSpec(parsed.GetValue(inputs) ?? [], parsed.GetValue(urls) ?? [], StandardInput: Console.OpenStandardInput, UrlOf: stores.UrlOf);
            return await ExplainPathsAsync(list, settings.Naming, token);
        }));
        return command;
    }

    static async Task<int> ExplainPathsAsync(ListSpec list, NamingOptions options, CancellationToken token)
    {
        if (list is { Urls.Count: 0, Files.Count: 0 }) throw new UsageException("nothing to explain: give URLs, or a list with -i FILE");
        var namer = Namers.Create(options.Rule, options.Template);
        await using var source = ListReader.Open(list);
        var (position, code) = (0L, ExitCode.Good);
        for (var isEnd = false; !isEnd;)
        {
            var batch = await source.ReadAsync(1000, token);
            isEnd = batch.End;
            foreach (var entry in batch.Entries)
            {
                if (entry.Bundle is { } bundle) Write(namer, bundle, ++position);
                else code = ExitCode.SomeFailed;
                if (entry.Fault is { } fault) await Console.Error.WriteLineAsync(SafeText.Of(fault.ToString()));
            }
        }

        return code;
    }

    static void Write(INamer namer, Bundle bundle, long position)
    {
        var (path, why) = namer.Propose(bundle, position, namer.NeedsHead ? [] : null);
        Console.WriteLine(SafeText.Of(path));
        Console.WriteLine($"    {SafeText.Of(bundle.Address?.ToString() ?? bundle.Url.Href)}");
        if (why is not null) Console.WriteLine($"    {namer.Name}: {SafeText.Of(why)}");
    }
}
