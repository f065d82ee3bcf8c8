using System.CommandLine;
using Swarm.Domain;
using Swarm.Settings;

namespace Swarm.Cli.Verbs;

/// <summary><c>swarm config</c>: shows, checks and renders settings.</summary>
static class ConfigVerb
{
    public static Command Create() => new("config", "Show, check or render settings") { ShowCommand(), CheckCommand(), RenderCommand() };

    static Command ShowCommand()
    {
        var flags = new JobFlags();
        var format = Format("hocon");
        var origins = new Option<bool>("--origins") { Description = "With the place that each value came from" };
        var command = new Command("show", "Print the effective settings") { format, origins };
        flags.AddTo(command);
        command.SetAction((parsed, _) => Faults.GuardAsync(() =>
        {
            var sources = JobSettings.Sources(flags, parsed);
            Console.WriteLine(SettingsPrinter.Show(sources, parsed.GetValue(format) == "json", parsed.GetValue(origins)).TrimEnd());
            return Task.FromResult(ExitCode.Good);
        }));
        return command;
    }

    static Command CheckCommand()
    {
        var files = new Argument<string[]>("FILE") { Description = "HOCON files", Arity = ArgumentArity.OneOrMore };
        var command = new Command("check", "Check settings files: unknown keys, wrong types, modes that cancel each other") { files };
        command.SetAction((parsed, _) => Faults.GuardAsync(async () =>
        {
            var faults = (parsed.GetValue(files) ?? []).SelectMany(SettingsPrinter.Check).ToList();
            foreach (var fault in faults) await Console.Error.WriteLineAsync(SafeText.Of(fault.ToString()));
            return faults.Count == 0 ? ExitCode.Good : ExitCode.Usage;
        }));
        return command;
    }

    static Command RenderCommand()
    {
        var file = new Argument<string>("FILE") { Description = "A HOCON file" };
        var format = Format("json");
        var comments = new Option<bool>("--comments") { Description = "With the comments of fields (--format hocon)" };
        var origins = new Option<bool>("--origins") { Description = "With the place that each value came from (--format hocon)" };
        var command = new Command("render", "Print one HOCON file, resolved, as JSON or HOCON") { file, format, comments, origins };
        command.Validators.Add(given =>
        {
            if (given.GetValue(format) != "hocon" && (given.GetValue(comments) || given.GetValue(origins)))
                given.AddError("JSON has no comments: --comments and --origins go with --format hocon");
        });
        command.SetAction((parsed, _) => Faults.GuardAsync(() =>
        {
            Console.WriteLine(SettingsPrinter.Render(
                parsed.GetValue(file)!, null, parsed.GetValue(format) == "json", parsed.GetValue(comments), parsed.GetValue(origins)).TrimEnd());
            return Task.FromResult(ExitCode.Good);
        }));
        return command;
    }

    static Option<string> Format(string usual)
    {
        var format = new Option<string>("--format") { Description = "hocon or json", HelpName = "FORM", DefaultValueFactory = _ => usual };
        return format.AcceptOnlyFromAmong("hocon", "json");
    }
}
