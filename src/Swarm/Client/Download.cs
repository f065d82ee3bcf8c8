using Swarm.Domain;
using Swarm.Domain.Writing;
using Swarm.Downloads;
using Swarm.Jobs;
using Swarm.Settings;

namespace Swarm.Client;

/// <summary>One call of <c>DownloadAsync</c>: a job of one bundle, watched, whose failure is thrown.</summary>
sealed class Download(SwarmClientOptions client, DownloadOptions options, IProgress<TransferProgress>? progress)
{
    readonly DownloadWatch _watch = new(progress, options.SegmentProgress);

    /// <exception cref="TransferException">As the bundle or the folder failed.</exception>
    public async Task<DownloadResult> ToFileAsync(WebUrl url, string path, CancellationToken token)
    {
        var target = DownloadTarget.Of(url, path);
        if (!options.Overwrite && Path.Exists(target.Path))
            throw new TransferException(Reason.Name, Stage.Name, $"{target.Path} is there already and is not to be overwritten");
        var outcome = await RunAsync(url, spec => spec with { OutputFolder = target.Folder, FileName = target.Name, KeepsPart = options.Resume }, token);
        return new DownloadResult(target.Path, outcome) { Resumed = _watch.Resumed };
    }

    /// <exception cref="TransferException">As the bundle or the stream failed.</exception>
    public async Task<DownloadResult> ToStreamAsync(WebUrl url, Stream target, CancellationToken token)
    {
        var outcome = await RunAsync(url, spec => spec with { Output = target, Settings = WithoutTime(spec.Settings) }, token);
        return new DownloadResult(null, outcome) { Resumed = _watch.Resumed };
    }

    static SwarmSettings WithoutTime(SwarmSettings settings) => settings with { Writing = settings.Writing with { KeepServerTime = false } };

    async Task<Outcome> RunAsync(WebUrl url, Func<JobSpec, JobSpec> to, CancellationToken token)
    {
        var job = new ClientJob<Bundle>(client with { Settings = Settings() }, new[] { BundleOf(url) }.ToAsyncEnumerable(), b => b, null, spec => to(spec) with
        {
            Strategy = options.Strategy is null ? spec.Strategy : null,
            OverVolume = _watch.Over,
            OverExchanger = _watch.Over,
        });
        var outcome = new Outcome(OutcomeKind.Failed);
        await foreach (var (_, result) in job.RunAsync(token)) outcome = result.Outcome;
        if (outcome.Failure is { } failure && !outcome.IsGood) throw new TransferException(failure);
        _watch.Count.End(outcome.Length);
        return outcome;
    }

    Bundle BundleOf(WebUrl url) => new(url)
    {
        Headers = options.Headers,
        Checksum = options.Checksum,
        Range = options.Range,
        Mirrors = options.Mirrors,
    };

    SwarmSettings Settings() => client.Settings with
    {
        Strategy = options.Strategy ?? client.Settings.Strategy,
        Segments = options.Segments ?? client.Settings.Segments,
        Timeouts = options.Timeouts ?? client.Settings.Timeouts,
        // Whoever asks for a file wants it: that there is one already, or that others keep none, is another matter.
        Writing = client.Settings.Writing with { SkipExisting = false, IfModified = false, Discard = false, OnFailure = FailureLeaves.Nothing },
    };
}
