using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Lists;
using Swarm.Domain.Naming;
using Swarm.IO.State;
using Swarm.Jobs;
using Swarm.Settings;

namespace Swarm.ObjectStores.Copying;

/// <summary>One order to copy, as a job: the same order finds its state again until all of it is done.</summary>
public sealed class CopyRun : IAsyncDisposable
{
    readonly CopyOrder _order;
    readonly CopyWay _way;
    readonly ICopyEntries _entries;
    readonly StoreAccess _stores;

    CopyRun(string verb, CopyOrder order, SwarmSettings settings, StoreAccess stores, TimeProvider time, ICopyEntries? entries)
    {
        (_order, _way, _stores) = (order, CopyWays.Of(order), stores);
        _entries = entries ?? new CopyEntries(order, _way, stores);
        State = order.State ?? StateHome.FolderFor(Identity(verb, order, settings));
        Spec = SpecOf(settings, time);
    }

    public JobSpec Spec { get; }

    /// <summary>Below which the job's state is.</summary>
    public string State { get; }

    /// <param name="verb">What the user calls it: another verb's state is another's.</param>
    /// <exception cref="FormatException">The order can't be carried out; the words say what can.</exception>
    public static CopyRun Open(string verb, CopyOrder order, SwarmSettings settings, TimeProvider time)
    {
        var stores = StoreAccess.Open(settings, time);
        return new CopyRun(verb, order, settings, stores, time, null);
    }

    /// <summary>As <see cref="Open"/>, with what is to be brought found by somebody else.</summary>
    internal static CopyRun Open(string verb, CopyOrder order, SwarmSettings settings, StoreAccess stores, TimeProvider time, ICopyEntries entries) =>
        new(verb, order, settings, stores, time, entries);

    internal static CopyWay WayOf(CopyOrder order) => CopyWays.Of(order);

    /// <summary>What would be brought, as it is found.</summary>
    public IAsyncEnumerable<ListEntry> PlanAsync(CancellationToken token) => _entries.ReadAsync(token);

    /// <summary>Where a bundle comes from and where it goes, in words.</summary>
    public (string From, string To) Describe(Bundle bundle)
    {
        if (bundle.Upload is { } source) return (source, bundle.Address?.ToString() ?? bundle.Url.Href);
        var from = bundle.Address?.ToString() ?? bundle.Url.Href;
        return _order.Target switch
        {
            Place.Stored { Address: var target } => (from, target.At(bundle.Out!).ToString()),
            Place.Local { Path: var path } when _entries.Landing.IsFolder => (from, Path.Combine(path, Spec.FileName ?? new SafeNamer().Propose(bundle, 0, null).Path)),
            var whole => (from, whole.ToString()!),
        };
    }

    /// <summary>Removes at the sources what this order has brought, in this run or before, and is there as it was then.</summary>
    /// <returns>What could not be removed, and why.</returns>
    public Task<IReadOnlyList<string>> RemoveSourcesAsync(CancellationToken token) => new SourceRemoval(_stores).RunAsync(Done(), token);

    /// <summary>What was brought, of all runs of this order.</summary>
    internal IReadOnlyList<LedgerRow> Done()
    {
        var folder = new StateFolder(State);
        if (!folder.Exists) return [];
        using var ledger = Ledger.Open(folder, Spec.Time);
        return [.. ledger.Rows().Where(row => row.State is LedgerState.Done or LedgerState.Skipped or LedgerState.NotModified)];
    }

    /// <summary>After a complete success: keys that files here could not be named by are noted down, and the state goes.</summary>
    /// <returns>False: a store was not brought to forget an upload that was given up; the same command tries again.</returns>
    public bool Finish()
    {
        NoteNames();
        return Spec.IsEphemeral || StateHome.Remove(State);
    }

    internal void NoteNames()
    {
        if (_way == CopyWay.Download && _entries.Landing is { IsFolder: true, Target: Place.Local { Path: var folder } })
            OddNames.Add(folder, [.. Done().Where(IsOdd).Select(row => KeyValuePair.Create(row.Outcome!.File!, row.Bundle.Out!))]);
    }

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    static bool IsOdd(LedgerRow row) => row is { Outcome.File: { } file, Bundle: { Address: not null, Out: { } key } } && file != key;

    static IEnumerable<string> Identity(string verb, CopyOrder order, SwarmSettings settings) =>
    [
        verb, .. order.Sources.Select(Whole), Whole(order.Target), $"{order.Recursive} {order.Literal}",
        .. new[] { settings.Stores.S3.Endpoint, settings.Stores.Gcs.Endpoint, settings.Stores.Oss.Endpoint }.Select(e => e?.Href ?? ""),
    ];

    static string Whole(Place place) => place is Place.Local { Path: var path } ? Path.GetFullPath(path) : place.ToString()!;

    JobSpec SpecOf(SwarmSettings settings, TimeProvider time)
    {
        var spec = new JobSpec
        {
            Settings = settings,
            Source = new StreamedSource("sources", _entries.ReadAsync),
            OutputFolder = State,
            StateFolder = State,
            RetryFailed = true,
            Time = time,
        };
        return _way switch
        {
            // Nothing is written here; what has changed since an earlier run is brought once more.
            CopyWay.Upload => spec with { Settings = settings with { Writing = settings.Writing with { Discard = true } }, Recheck = SourceChanges.Any(State, time) },
            CopyWay.Download => Download(spec),
            CopyWay.Through => spec with { Target = ((Place.Stored)_order.Target).Address.At(""), NamesAreKeys = true },
            CopyWay.Pipe => spec with { Settings = settings with { Writing = settings.Writing with { Discard = true } }, IsEphemeral = true },
            _ => spec with { OutputFolder = "-", StateFolder = null, IsEphemeral = true, RetryFailed = false },
        };
    }

    /// <summary>Files get the times that their stores gave the objects, by which a later sync knows them again.</summary>
    JobSpec Download(JobSpec spec)
    {
        spec = spec with { Settings = spec.Settings with { Writing = spec.Settings.Writing with { KeepServerTime = true } } };
        var path = ((Place.Local)_order.Target).Path;
        if (_entries.Landing.IsFolder) return spec with { OutputFolder = path, Namer = new LastSegmentNamer() };
        var whole = Path.GetFullPath(path);
        return spec with { OutputFolder = Path.GetDirectoryName(whole)!, FileName = Path.GetFileName(whole) };
    }
}
