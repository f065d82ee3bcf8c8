using System.CommandLine;
using System.Reflection;
using Swarm.Cli.Verbs;
using Swarm.Jobs;

namespace Swarm.Cli;

static class Program
{
    static readonly string[] Verbs =
    [
        "get", "mirror", "check", "plan", "run", "status", "failures", "retry", "explain", "config", "demo",
        "put", "cp", "mv", "sync", "rm", "ls", "stat", "presign", "mb", "rb", "uploads",
    ];

    static async Task<int> Main(string[] args)
    {
        // The commonest question of scripts is answered before anything is loaded.
        if (args is ["--version"])
        {
            Console.WriteLine(Version);
            return ExitCode.Good;
        }

        Rehearse(args);
        var parsed = Parse(args);
        // Signals are the verbs' own: a job that is stopped may take its grace, longer than the parser's patience.
        var code = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
        return parsed.Errors.Count > 0 ? ExitCode.Usage : code;
    }

    /// <summary>To make all verbs and their help takes longer than many a download: only where help is wanted, or something is wrong.</summary>
    static ParseResult Parse(string[] args)
    {
        if (args.Length == 0 || Array.Exists(args, AsksForHelp) || Verb(args[0]) is not { } verb) return Commands().Parse(args);
        var quick = new Command("swarm") { verb };
        OptionGuard.RefuseIn(quick);
        var parsed = quick.Parse(args);
        return parsed.Errors.Count == 0 ? parsed : Commands().Parse(args);
    }

    static bool AsksForHelp(string arg) => arg is "--help" or "-h" or "-?" or "/h" or "/?";

    /// <summary>All verbs, with their help.</summary>
    internal static RootCommand Commands()
    {
        var root = new RootCommand("Downloads lists of URLs, mirrors sites, brings objects into stores and out of them: politely, resumably, verified. `swarm demo` shows it at work.");
        foreach (var name in Verbs) root.Add(Verb(name)!);
        ExamplesHelp.AddTo(root);
        OptionGuard.RefuseIn(root);
        return root;
    }

    static Command? Verb(string name) => name switch
    {
        "get" => GetVerb.Create(),
        "mirror" => MirrorVerb.Create(),
        "check" => CheckVerb.Create(),
        "plan" => PlanVerb.Create(),
        "run" => RunVerb.Create(),
        "status" => StatusVerb.Create(),
        "failures" => FailuresVerb.Create(),
        "retry" => RetryVerb.Create(),
        "explain" => ExplainVerb.Create(),
        "config" => ConfigVerb.Create(),
        "demo" => DemoVerb.Create(),
        "put" => PutVerb.Create(),
        "cp" => CpVerb.Create(),
        "mv" => MvVerb.Create(),
        "sync" => SyncVerb.Create(),
        "rm" => RmVerb.Create(),
        "ls" => LsVerb.Create(),
        "stat" => StatVerb.Create(),
        "presign" => PresignVerb.Create(),
        "mb" => BucketVerbs.CreateMb(),
        "rb" => BucketVerbs.CreateRb(),
        "uploads" => UploadsVerb.Create(),
        _ => null,
    };

    /// <summary>Jobs' first request is prepared beside all else.</summary>
    static void Rehearse(string[] args)
    {
        if (args is not ["get" or "run" or "retry" or "mirror" or "put" or "cp" or "mv" or "sync", ..]) return;
        new Thread(static () =>
        {
            CompleteInline();
            Job.Rehearse(TimeProvider.System);
        }) { IsBackground = true }.Start();
    }

    /// <summary>
    /// What goes on behind a socket's answer goes on where that answer was seen, one thread a core, and not on another that must be woken first.
    /// Nothing of ours waits there; the sockets read this once, before the first of them is made.
    /// </summary>
    static void CompleteInline()
    {
        const string Switch = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
        if (Environment.GetEnvironmentVariable(Switch) is null) Environment.SetEnvironmentVariable(Switch, "1");
    }

    static string Version => typeof(Program).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
}
