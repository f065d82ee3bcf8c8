using System.CommandLine;
using System.Reflection;
using Swarm.Cli.Verbs;
using Swarm.Jobs;

namespace Swarm.Cli;

static class Program
{
    static async Task<int> Main(string[] args)
    {
        // The commonest question of scripts is answered before anything is loaded.
        if (args is ["--version"])
        {
            Console.WriteLine(Version);
            return ExitCode.Good;
        }

        CompleteInline();
        if (args is ["get" or "run" or "retry" or "mirror" or "put" or "cp" or "mv" or "sync", ..]) Job.Rehearse(TimeProvider.System);
        var parsed = Commands().Parse(args);
        // Signals are the verbs' own: a job that is stopped may take its grace, longer than the parser's patience.
        var code = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
        return parsed.Errors.Count > 0 ? ExitCode.Usage : code;
    }

    /// <summary>All verbs, with their help.</summary>
    internal static RootCommand Commands()
    {
        var root = new RootCommand("Downloads lists of URLs, mirrors sites, brings objects into stores and out of them: politely, resumably, verified. `swarm demo` shows it at work.")
        {
            GetVerb.Create(), MirrorVerb.Create(), CheckVerb.Create(), PlanVerb.Create(), RunVerb.Create(), StatusVerb.Create(), FailuresVerb.Create(), RetryVerb.Create(), ExplainVerb.Create(), ConfigVerb.Create(), DemoVerb.Create(),
            PutVerb.Create(), CpVerb.Create(), MvVerb.Create(), SyncVerb.Create(), RmVerb.Create(), LsVerb.Create(), StatVerb.Create(), PresignVerb.Create(), BucketVerbs.CreateMb(), BucketVerbs.CreateRb(), UploadsVerb.Create(),
        };
        ExamplesHelp.AddTo(root);
        OptionGuard.RefuseIn(root);
        return root;
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
