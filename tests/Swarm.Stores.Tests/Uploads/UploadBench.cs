using System.Collections.Concurrent;
using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Stores.Uploads;
using Swarm.TestSupport;
using Scripted = Swarm.Stores.Tests.Volumes.ScriptedStore;

namespace Swarm.Stores.Tests.Uploads;

/// <summary>A file, a store that does as it is told, and uploaders as one process after another would have them.</summary>
sealed class UploadBench : IDisposable
{
    public const int PartSize = 4096;

    readonly string _folder = Directory.CreateTempSubdirectory("swarm-uploads-").FullName;

    public UploadBench(int length = (5 * PartSize) + 100, bool inOrder = false)
    {
        (Store, Bytes) = (new Scripted(inOrder), HttpWire.Noise(length));
        File.WriteAllBytes(Source, Bytes);
    }

    public Scripted Store { get; }

    public byte[] Bytes { get; private set; }

    public string Source => Path.Combine(_folder, "source");

    public MemoryStates States { get; } = new();

    public HurriedTime Time { get; } = new();

    public UploadOptions Options { get; set; } = new() { PartSize = PartSize, WholeUpTo = PartSize, Workers = 3, PartAttempts = 4 };

    public UploadOrder Order => new("7", new StoreAddress(StoreKind.S3, "b", "k"), Source);

    public ConcurrentQueue<(long Held, long Total)> Progress { get; } = new();

    public byte[]? Object => Store.Objects.TryGetValue("k", out var found) ? found.Bytes : null;

    /// <summary>The object is the file, byte for byte.</summary>
    public bool IsRight => Object is { } there && there.AsSpan().SequenceEqual(Bytes);

    public Uploader Uploader(Func<Stream>? input = null) => new(_ => Store, Options, States, Time, new Random(1)) { Input = input ?? (() => Stream.Null) };

    public Task<UploadReceipt> UploadAsync(UploadOrder? order = null, Func<Stream>? input = null, CancellationToken token = default)
    {
        Progress.Clear();
        return Uploader(input).UploadAsync(order ?? Order, (held, total) => Progress.Enqueue((held, total)), token);
    }

    public async Task<TransferException> FailAsync(UploadOrder? order = null, Func<Stream>? input = null) =>
        await Assert.ThrowsAsync<TransferException>(() => UploadAsync(order, input));

    public void Rewrite(int length, int seed)
    {
        File.WriteAllBytes(Source, Bytes = HttpWire.Noise(length, seed));
        File.SetLastWriteTimeUtc(Source, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    }

    /// <summary>A session that an earlier process has begun for the file as it is.</summary>
    public async Task<UploadState> BegunAsync()
    {
        var session = await Store.BeginUploadAsync(Order.Target, Bytes.Length, PutOptions.Default, default);
        var state = new UploadState(session, PartSize) { SourceLength = Bytes.Length, SourceModified = new DateTimeOffset(File.GetLastWriteTimeUtc(Source)) };
        States.Save(Order.Key, state);
        return state;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
