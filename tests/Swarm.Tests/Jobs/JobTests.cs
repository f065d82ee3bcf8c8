using Swarm.Domain.Lists;
using Swarm.Engine.Coordination;
using Swarm.IO.Lists;
using Swarm.Jobs;
using Swarm.Reporting;
using Swarm.Settings;
using Swarm.TestSupport;

namespace Swarm.Tests.Jobs;

/// <summary>Jobs in a folder of the test's own that ask a scripted origin.</summary>
public abstract class JobTests : IAsyncLifetime
{
    private protected TestFolder Folder { get; } = new();

    protected ScriptedOrigin Origin { get; } = new ScriptedOrigin().Otherwise(talk => talk.SendAsync(HttpWire.Message(200, HttpWire.Bytes("body of " + talk.Request.Target))).AsTask());

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await Origin.DisposeAsync();
        Folder.Dispose();
    }

    private protected JobSpec Spec(IBundleSource source, SwarmSettings? settings = null) =>
        new() { Settings = settings ?? Quick.Settings, Source = source, OutputFolder = Folder.Output };

    /// <summary>Runs a list file to the end.</summary>
    private protected async Task<JobRun> RunAsync(string list, SwarmSettings? settings = null)
    {
        await using var source = ListReader.Open(new ListSpec([list], []));
        return await RunAsync(Spec(source, settings));
    }

    private protected static async Task<JobRun> RunAsync(JobSpec spec)
    {
        var tally = new JobTally(spec.Meter, spec.Time);
        await using var job = Job.Open(spec with { Observers = [tally] });
        var ended = await job.RunAsync().WaitAsync(TimeSpan.FromSeconds(20));
        return new JobRun(ended, tally.Snapshot());
    }
}

sealed record JobRun(JobEnded Ended, JobSnapshot Seen);
