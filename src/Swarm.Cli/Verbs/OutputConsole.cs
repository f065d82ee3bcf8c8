using Swarm.Domain;
using Swarm.Jobs;
using Swarm.ObjectStores;

namespace Swarm.Cli.Verbs;

/// <summary>Runs a job that fetches into a folder, to standard output, or straight into a store.</summary>
static class OutputConsole
{
    /// <param name="spec">Its output folder is as it was given: it may be the address of a prefix.</param>
    /// <param name="list">What tells the job from others that go to the same prefix.</param>
    /// <param name="showing">How it is to be shown.</param>
    public static async Task<int> RunAsync(JobSpec spec, IReadOnlyList<string> list, Showing showing)
    {
        if (!StoreAddress.HasScheme(spec.OutputFolder)) return await JobConsole.RunAsync(spec, showing);
        var run = IntoStore.Of(spec, Place.ParseStored(spec.OutputFolder), list);
        var code = await JobConsole.RunAsync(run.Spec with { RetryFailed = true }, showing, again: null);
        if (code == ExitCode.Good && !run.Finish()) CopyConsole.TellLeft();
        return code;
    }
}
