using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Swarm.Domain;
using Swarm.Engine.Coordination;
using Swarm.Engine.Reporting;
using Swarm.Jobs;
using Swarm.Reporting;

namespace Swarm.Client;

/// <summary>One call of the client: a job whose list is the caller's sequence and whose outcomes go to the caller.</summary>
sealed class ClientJob<T>(SwarmClientOptions options, IAsyncEnumerable<T> items, Func<T, Bundle> map, IProgress<JobSnapshot>? progress) : IJobObserver
{
    readonly Channel<(long, BundleResult<T>)> _results = Channel.CreateUnbounded<(long, BundleResult<T>)>(new UnboundedChannelOptions { SingleReader = true });
    readonly Dictionary<long, List<Bundle>> _repeats = [];
    ItemSource<T> _source = null!;
    JobTally _tally = null!;

    public async IAsyncEnumerable<(long Index, BundleResult<T> Result)> RunAsync([EnumeratorCancellation] CancellationToken token)
    {
        await using var source = _source = new ItemSource<T>(items, map, OnFault, options.Settings.Limits.Window, token);
        var spec = Spec(source);
        _tally = new JobTally(spec.Meter, spec.Time);
        await using var job = Job.Open(spec with { Observers = [_tally, this] });
        var running = EndAsync(job);
        await using var cancel = token.Register(() => job.Stop(atOnce: true));
        try
        {
            await foreach (var result in _results.Reader.ReadAllAsync(CancellationToken.None))
            {
                yield return result;
                source.Release();
            }
        }
        finally
        {
            job.Stop(atOnce: true); // a reader who breaks off wants no more; after the end this says nothing
            await running;
        }

        token.ThrowIfCancellationRequested();
        if ((await running).Failure is { } failure) throw new TransferException(failure);
    }

    public void OnFact(JobFact fact)
    {
        switch (fact)
        {
            case RepeatsSeen seen: seen.Repeats.ForEach(OnRepeat); break;
            case OutcomesStored stored: stored.Ends.ForEach(OnEnd); break;
            default: return;
        }

        progress?.Report(_tally.Snapshot());
    }

    async Task<JobEnded> EndAsync(Job job)
    {
        try
        {
            var ended = await job.RunAsync();
            _results.Writer.Complete();
            return ended;
        }
        catch (Exception e)
        {
            _results.Writer.Complete(e);
            throw;
        }
    }

    JobSpec Spec(ItemSource<T> source) => new()
    {
        Settings = options.Settings,
        Source = source,
        OutputFolder = options.OutputFolder,
        IsEphemeral = true,
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

    void OnRepeat(Domain.Frontier.Repeat repeat)
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

    void OnFault(long index, T item, Failure failure) =>
        _results.Writer.TryWrite((index, new BundleResult<T>(item, null, new Outcome(OutcomeKind.Failed) { Failure = failure })));
}
