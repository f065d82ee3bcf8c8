using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Crawling.Traps;
using Swarm.Domain.Frontier;
using Swarm.Engine.Coordination;
using Swarm.IO.State;
using Swarm.Jobs;
using Swarm.Mirrors.Checking;
using Swarm.Mirrors.Remembering;
using Swarm.Settings;

namespace Swarm.Mirrors;

/// <summary>
/// One run of a mirror in its folder: the crawl, then what makes its tree whole. Whatever ends it, the next run goes on from there; one that
/// follows a finished run asks again for all that is there, conditionally.
/// </summary>
/// <remarks>states: crawling → finishing → finished</remarks>
public sealed class MirrorRun : IAsyncDisposable
{
    readonly MirrorSpec _spec;
    readonly StateFolder _state;
    readonly CrawlNotes _notes;
    readonly NoveltyBudget _novelty;
    readonly Job _job;
    readonly IPageReader _reader;
    MirrorMemory _memory;
    MirrorFinish? _finish;
    bool _isClosed;

    MirrorRun(MirrorSpec spec, StateFolder state, MirrorMemory? before)
    {
        (_spec, _state, _memory) = (spec, state, Memory(spec, before));
        IsUpdate = before?.Phase == MirrorPhase.Finished;
        if (before is not null) _memory = _memory with { AsksAnew = IsUpdate ? !_memory.IsAlike(before) : before.AsksAnew };
        _notes = new CrawlNotes(IsUpdate ? [] : before?.Starved ?? [], before?.Unfollowed ?? []);
        // What an update asks for again is known, and would count as nothing new.
        _novelty = Families.Recall(state, spec.Settings.Mirror.Crawl.Novelty, isNew: before is null || IsUpdate);
        _reader = _memory.Links == LinkStyle.Relative ? new RememberingReader(PageReaders.Default) : PageReaders.Default;
        _job = Job.Open(new JobSpec
        {
            Settings = spec.Settings with { Http = MirrorAgent.Named(spec.Settings), Writing = spec.Settings.Writing with { IfModified = !_memory.AsksAnew } },
            Source = new SeedSource(_memory.SeedUrls),
            OutputFolder = spec.OutputFolder,
            Http = spec.Http,
            Time = spec.Time,
            Meter = spec.Meter,
            Observers = [.. spec.Observers, _notes],
            Crawl = new CrawlSpec
            {
                Seeds = _memory.SeedUrls,
                Scope = MirrorScope.Create(_memory.Scope, _memory.SeedUrls, _memory.PublicSuffixList),
                Options = spec.Settings.Mirror.Crawl,
                Reader = _reader,
                Novelty = _novelty,
                Again = IsUpdate,
                PagesBefore = IsUpdate || before is null || spec.Settings.Mirror.Crawl.MostPages == 0 ? 0 : PagesBefore(spec, state),
                OnOpened = frontier => Begin(frontier, before),
            },
        });
    }

    /// <summary>An earlier run finished: this one asks for what is new.</summary>
    public bool IsUpdate { get; }

    /// <summary>Families of pages that were left out because they brought nothing new, each in words fit for a person.</summary>
    public IReadOnlyList<string> Starved => _notes.Starved;

    /// <summary>Limits of a URL's form that kept links out, each in words fit for a person, with how many.</summary>
    public IReadOnlyList<(string Limit, long Links)> Limits => _notes.Limits;

    /// <summary>How far the part behind the crawl is; null before it.</summary>
    public FinishProgress? Progress => _finish?.Progress;

    /// <summary>Opens the folder and takes its lock.</summary>
    /// <exception cref="TransferException">The folder can't be used.</exception>
    /// <exception cref="StateException">The state is locked, damaged or not a mirror's.</exception>
    /// <exception cref="SettingsException">Settings that have no place in a mirror.</exception>
    /// <exception cref="FormatException">A rule of the scope is faulty, or there is no seed.</exception>
    public static MirrorRun Open(MirrorSpec spec)
    {
        MirrorRules.Check(spec.Settings);
        var state = new StateFolder(spec.OutputFolder);
        return new MirrorRun(spec, state, MirrorMemory.Load(state));
    }

    /// <summary>Fetches what is open, to the end or until <see cref="Stop"/>; then the folder is free for others.</summary>
    public async Task<JobEnded> CrawlAsync()
    {
        var ended = await _job.RunAsync();
        Families.Remember(_state, _novelty);
        Remember(_memory with
        {
            Phase = ended is { Stopped: false, Failure: null, Counts.Open: 0 } ? MirrorPhase.Converting : MirrorPhase.Crawling,
            Limit = ended.Limit,
            Starved = _notes.Starved,
            Unfollowed = _notes.Unfollowed,
        });
        await CloseAsync();
        return ended;
    }

    /// <summary>Ends the crawl early: what is in flight gets a moment to finish, or, at once, none.</summary>
    public void Stop(bool atOnce) => _job.Stop(atOnce);

    /// <summary>Whether the tree can be made of what the crawl brought: all there is, or all that its limits allowed.</summary>
    public static bool CanFinish(JobEnded ended) => ended.Failure is null && (!ended.Stopped || ended.Limit is not null);

    /// <summary>Converts the links, tells what has changed, and checks the tree.</summary>
    /// <param name="tell">Hears of everything that is wrong with the tree.</param>
    /// <param name="token">Ends it; the next run does it again.</param>
    /// <exception cref="TransferException">The disk.</exception>
    /// <exception cref="StateException">Another process has taken the folder meanwhile.</exception>
    public async Task<MirrorEnd> FinishAsync(Action<Finding> tell, CancellationToken token)
    {
        _finish = new MirrorFinish(_spec, _reader, isComplete: _memory.Phase == MirrorPhase.Converting, tell);
        var end = await _finish.RunAsync(token);
        if (_memory.Phase == MirrorPhase.Converting) Remember(_memory with { Phase = MirrorPhase.Finished });
        return end;
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    async Task CloseAsync()
    {
        if (_isClosed) return;
        _isClosed = true;
        await _job.DisposeAsync();
    }

    void Begin(IFrontier frontier, MirrorMemory? before)
    {
        if (before is null && frontier.Count().Total > 0)
            throw new StateException(StateFault.Foreign, _state.Folder, "a job of another kind (swarm get)", "Give the mirror a folder of its own");
        Remember(_memory with { Phase = MirrorPhase.Crawling });
    }

    static long PagesBefore(MirrorSpec spec, StateFolder state)
    {
        if (!state.Exists) return 0;
        using var ledger = Ledger.Open(state, spec.Time);
        return ledger.Rows().Count(row => row.State == LedgerState.Done && row.Bundle.Trace?.Kind is not (LinkKind.Requisite or LinkKind.Sitemap));
    }

    void Remember(MirrorMemory memory) => (_memory = memory).Save(_state);

    static MirrorMemory Memory(MirrorSpec spec, MirrorMemory? before)
    {
        var options = spec.Settings.Mirror;
        var seeds = spec.Seeds.Count > 0 ? [.. spec.Seeds.Select(s => s.Href)] : before?.Seeds ?? [];
        if (seeds.Count == 0) throw new FormatException("nothing to mirror: give the URL of a site, or with -o the folder of a mirror to go on with");
        return new MirrorMemory
        {
            Phase = before?.Phase ?? MirrorPhase.Crawling,
            Seeds = seeds,
            Scope = options.Scope,
            PublicSuffixList = options.PublicSuffixList,
            ObeyRobots = options.Crawl.ObeyRobots,
            Novelty = options.Crawl.Novelty,
            Agent = spec.Settings.Http.UserAgent.Split('/', ' ')[0],
            Links = options.Links,
            Starved = before?.Starved ?? [],
            Unfollowed = before?.Unfollowed ?? [],
        };
    }
}
