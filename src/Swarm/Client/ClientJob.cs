using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Engine.Coordination;
using Swarm.Engine.Reporting;
using Swarm.Jobs;
using Swarm.Reporting;

namespace Swarm.Client;

/// <summary>One call of the client: a job whose list is the caller's sequence and whose outcomes go to the caller.</summary>
sealed class ClientJob<T> : IJobObserver
{
    readonly ItemSource<T> _source;
    readonly JobSpec _spec;
    readonly ProgressObserver _progress;
    readonly Channel<(long, BundleResult<T>)> _results = Channel.CreateUnbounded<(long, BundleResult<T>)>(new UnboundedChannelOptions { SingleReader = true });
    readonly Dictionary<long, List<Bundle>> _repeats = [];

    /// <param name="adapt">What this call's job has of its own; null: nothing.</param>
    public ClientJob(
        SwarmClientOptions options, IAsyncEnumerable<T> items, Func<T, Bundle> map, IProgress<JobSnapshot>? progress, Func<JobSpec, JobSpec>? adapt = null)
    {
        _source = new ItemSource<T>(items, map, OnFault, options.Settings.Limits.Window, options.Time);
        var spec = Spec(options, _source);
        _spec = adapt is null ? spec : adapt(spec);
        _progress = new ProgressObserver(_spec.Meter, _spec.Time, progress);
    }

    public async IAsyncEnumerable<(long Index, BundleResult<T> Result)> RunAsync([EnumeratorCancellation] CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        await using var job = Job.Open(_spec with { Observers = [_progress, this] });
        await using var source = _source;
        _source.Begin();
        var running = RunAsync(job);
        await using var cancel = token.Register(() => job.Stop(atOnce: true));
        try
        {
            await foreach (var result in _results.Reader.ReadAllAsync(token))
            {
                yield return result;
                _source.Release();
                token.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            job.Stop(atOnce: true); // a reader who breaks off wants no more; after the end this says nothing
            await running;
        }

        _progress.Report();
        if (_source.Fault is { } fault) ExceptionDispatchInfo.Throw(fault);
        if ((await running).Failure is { } failure) throw new TransferException(failure);
        token.ThrowIfCancellationRequested();
    }

    public void OnFact(JobFact fact)
    {
        if (fact is RepeatsSeen seen)
            foreach (var repeat in seen.Repeats) OnRepeat(repeat);
        else if (fact is OutcomesStored stored)
            foreach (var end in stored.Ends) OnEnd(end);
    }

    async Task<JobEnded> RunAsync(Job job)
    {
        try
        {
            return await job.RunAsync();
        }
        finally
        {
            _results.Writer.Complete();
        }
    }

    static JobSpec Spec(SwarmClientOptions options, ItemSource<T> source) => new()
    {
        Settings = options.Settings,
        Source = source,
        OutputFolder = options.OutputFolder,
        IsEphemeral = true,
        TellRepeats = true,
        Strategy = options.Strategy,
        Namer = options.Namer,
        Http = options.Http,
        Time = options.Time,
    };

    void OnEnd(BundleEnd end)
    {
        Answer(end.Lease.Bundle, end.Outcome);
        if (!_repeats.Remove(end.Lease.Id, out var repeats)) return;
        foreach (var bundle in repeats) Answer(bundle, end.Outcome);
    }

    void OnRepeat(Repeat repeat)
    {
        if (repeat.Known is { } outcome) Answer(repeat.Bundle, outcome);
        else if (_repeats.TryGetValue(repeat.Id, out var waiting)) waiting.Add(repeat.Bundle);
        else _repeats.Add(repeat.Id, [repeat.Bundle]);
    }

    void Answer(Bundle numbered, Outcome outcome)
    {
        if (_source.TryTake(numbered, out var index, out var open))
            _results.Writer.TryWrite((index, new BundleResult<T>(open.Item, open.Bundle, outcome)));
    }

    void OnFault(long index, T item, Failure failure)
    {
        _progress.AddUnmapped();
        _results.Writer.TryWrite((index, new BundleResult<T>(item, null, new Outcome(OutcomeKind.Failed) { Failure = failure })));
    }
}
