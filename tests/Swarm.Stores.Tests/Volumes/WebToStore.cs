using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Requests;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.Engine.Coordination;
using Swarm.IO.Lists;
using Swarm.Jobs;
using Swarm.Reporting;
using Swarm.Settings;
using Swarm.Stores.Volumes;
using Swarm.TestSupport;
using Swarm.TestSupport.Objects;

namespace Swarm.Stores.Tests.Volumes;

/// <summary>A real job whose volume is a store: an origin on loopback, a list, and the folder of its state.</summary>
public sealed class WebToStore : IAsyncDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("swarm-volume-").FullName;
    readonly List<string> _list = [];

    public ObjectOrigin Origin { get; } = new();

    internal MemoryStates States { get; private set; } = new();

    public UploadOptions Upload { get; init; } = new();

    public SwarmSettings Settings { get; set; } = new()
    {
        Strategy = new StrategyOptions
        {
            PerOrigin = 16,
            Delay = TimeSpan.Zero,
            Attempts = 4,
            Backoff = new BackoffOptions { First = TimeSpan.FromMilliseconds(1), Maximum = TimeSpan.FromMilliseconds(1) },
        },
    };

    /// <summary>Puts an object on the list, to be stored under its path without the slash.</summary>
    public ServedObject Serve(string path, long length, int seed)
    {
        var served = Origin.Serve("/" + path, length, seed);
        _list.Add($$"""{"url": "{{Origin.Url(served)}}", "out": "{{path}}"}""");
        return served;
    }

    /// <summary>Runs the list into the store; a later run goes on with an earlier one.</summary>
    /// <param name="stopWhen">Asked again and again: true ends the run at once, as a kill does, with what the state remembers at that moment.</param>
    internal async Task<(JobEnded Ended, JobSnapshot Seen)> RunAsync(IObjectStore store, StoreAddress root, Func<bool>? stopWhen = null)
    {
        var list = Path.Combine(_folder, "list.jsonl");
        await File.WriteAllLinesAsync(list, _list);
        await using var source = ListReader.Open(new ListSpec([list], [], ListFormat.Jsonl));
        var volume = new StoreVolume(store, root, Upload, Settings.Writing, States, TimeProvider.System, new Random(1));
        volume.Sweep();
        var tally = new JobTally(new(), TimeProvider.System);
        var spec = new JobSpec { Settings = Settings, Source = source, OutputFolder = Path.Combine(_folder, "out"), Observers = [tally], OverVolume = disk => new Over(disk, volume) };
        await using var job = Job.Open(spec);
        var running = job.RunAsync();
        MemoryStates? left = null;
        if (stopWhen is not null)
        {
            while (!stopWhen() && !running.IsCompleted) await Task.Delay(1);
            left = States.Snapshot();
            job.Stop(atOnce: true);
        }

        var ended = await running.WaitAsync(TimeSpan.FromSeconds(100));
        await volume.DisposeAsync();
        if (left is not null && ended.Stopped && ended.Counts.Done < _list.Count) States = left;
        return (ended, tally.Snapshot());
    }

    public IReadOnlyList<LedgerRow> Ledger()
    {
        using var ledger = IO.State.Ledger.Open(new IO.State.StateFolder(Path.Combine(_folder, "out")), TimeProvider.System);
        return [.. ledger.Rows()];
    }

    /// <summary>Files that the runs left on the disk beside their state.</summary>
    public string[] LocalFiles => [.. Directory.EnumerateFiles(Path.Combine(_folder, "out"), "*", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Path.Combine(_folder, "out"), f)).Where(f => !f.StartsWith(".swarm", StringComparison.Ordinal))];

    public async ValueTask DisposeAsync()
    {
        await Origin.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The disk's volume was opened and is closed, too.</summary>
    sealed class Over(Domain.Writing.IVolume disk, StoreVolume store) : Domain.Writing.IRemoteVolume
    {
        public bool KeepsParts => true;

        public Domain.Writing.IStagedFile Stage(string path, IReadOnlyList<Domain.DigestAlgorithm>? digests = null) => store.Stage(path, digests);

        public Domain.Writing.IStagedFile Stage(string path, IReadOnlyList<Domain.DigestAlgorithm>? digests, string? contentType) => store.Stage(path, digests, contentType);

        public Domain.Writing.FileFacts? Look(string path) => store.Look(path);

        public bool Move(string from, string to) => store.Move(from, to);

        public void Mark(string path) => store.Mark(path);

        public ValueTask<Domain.Writing.IPartFile?> ResumeAsync(string key, CancellationToken token) => store.ResumeAsync(key, token);

        public Domain.Writing.IPartFile Begin(string key, string path, Domain.Writing.PartIdentity identity, IReadOnlyList<Domain.DigestAlgorithm>? digests = null) =>
            store.Begin(key, path, identity, digests);

        public void Drop(string key) => store.Drop(key);

        public Task<Domain.Failure?> AbandonAsync(string key, string? path) => store.AbandonAsync(key, path);

        public void Dispose() => disk.Dispose();
    }
}
