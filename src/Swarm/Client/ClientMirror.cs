using Swarm.Domain;
using Swarm.Engine;
using Swarm.Jobs;
using Swarm.Mirrors;
using Swarm.Mirrors.Checking;
using Swarm.Reporting;
using Swarm.Settings;

namespace Swarm.Client;

/// <summary>One call of the client that mirrors a site.</summary>
sealed class ClientMirror(SwarmClientOptions client, MirrorOptions? options, IProgress<JobSnapshot>? progress)
{
    const int MostFindings = 10_000;

    public async Task<MirrorResult> RunAsync(IReadOnlyList<WebUrl> seeds, string folder, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var settings = options is null ? client.Settings : client.Settings with { Mirror = options };
        var meter = new JobMeter();
        var told = new ProgressObserver(meter, client.Time, progress);
        await using var run = MirrorRun.Open(new MirrorSpec
        {
            Settings = settings, Seeds = seeds, OutputFolder = folder, Http = client.Http, Time = client.Time, Meter = meter, Observers = [told],
        });
        await using var cancel = token.Register(() => run.Stop(atOnce: true));
        var ended = await run.CrawlAsync();
        told.Report();
        token.ThrowIfCancellationRequested();
        if (!MirrorRun.CanFinish(ended)) throw new TransferException(ended.Failure ?? new Failure(Reason.Cancelled, Stage.Request, "the crawl was stopped"));

        var findings = new List<Finding>();
        var end = await run.FinishAsync(finding => Keep(findings, finding), token);
        return new MirrorResult(ended.Counts.Done, ended.Counts.Failed, ended.Limit, end) { Findings = findings };
    }

    static void Keep(List<Finding> findings, Finding finding)
    {
        if (findings.Count < MostFindings) findings.Add(finding);
    }
}
