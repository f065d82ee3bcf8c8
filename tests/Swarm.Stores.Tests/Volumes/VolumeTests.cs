using System.Globalization;
using Swarm.Domain;
using Swarm.Domain.Integrity;
using Swarm.Domain.Writing;
using Swarm.Stores.Volumes;
using Swarm.TestSupport.Objects;

namespace Swarm.Stores.Tests.Volumes;

/// <summary>A store's volume over a store in memory, by its port.</summary>
public abstract class VolumeTests
{
    private protected const int Part = 4096;
    private protected static readonly StoreAddress Root = new(StoreKind.S3, "b", "to/");

    private protected MemoryStates States { get; set; } = new();

    private protected static ScriptedStore AnyOrder() => new();

    private protected StoreVolume Over(ScriptedStore store, int workers = 4, WritingOptions? writing = null, UploadOptions? upload = null) =>
        new(store, Root, (upload ?? new UploadOptions()) with { PartSize = Part, Workers = workers }, writing ?? new WritingOptions(), States, new Hasty(), new Random(1));

    private protected static byte[] Bytes(int length, int seed = 1) => new ObjectContent(seed, length).Bytes(0, length);

    private protected static PartIdentity IdentityOf(byte[] bytes, params Checksum[] promised) =>
        new("http://a.test/x", bytes.Length, 0, new Validators("\"1\"", null)) { Total = bytes.Length, Promised = promised };

    private protected static Checksum Crc(byte[] bytes) => new(DigestAlgorithm.Crc32C, Crc32C.Append(0, bytes).ToString("x8", CultureInfo.InvariantCulture));

    private protected static Checksum Sha(byte[] bytes) => new(DigestAlgorithm.Sha256, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));

    /// <summary>As the pump does it: in pieces of whatever size the sink has room for, at most <paramref name="piece"/>.</summary>
    private protected static async Task FillAsync(IByteSink sink, ReadOnlyMemory<byte> bytes, int piece = 1000)
    {
        while (!bytes.IsEmpty)
        {
            var room = sink.GetMemory();
            var count = Math.Min(Math.Min(piece, room.Length), bytes.Length);
            bytes[..count].CopyTo(room);
            bytes = bytes[count..];
            if (sink.Advance(count)) await sink.FlushAsync(default);
        }
    }

    private protected static async Task FillAsync(IPartFile part, byte[] bytes, long from, long to)
    {
        using var sink = part.Open(from);
        await FillAsync(sink, bytes.AsMemory((int)from, (int)(to - from)));
        await sink.FlushAsync(default);
    }

    private protected static async Task UntilAsync(Func<bool> isSo)
    {
        for (var tries = 0; !isSo(); tries++)
        {
            Assert.True(tries < 5000, "it never came to that");
            await Task.Delay(1);
        }
    }

    private protected static async Task<FileFacts> CommitAsync(IUncommittedFile file, params Checksum[] demanded)
    {
        var demand = new CommitDemand(null, demanded, null);
        var facts = file.CommitAsync(demand) is { } committing ? await committing : file.Commit(demand);
        file.Dispose();
        return facts;
    }
}

/// <summary>A clock that runs as it should, and timers that don't wait.</summary>
sealed class Hasty : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > TimeSpan.FromSeconds(9) && dueTime <= TimeSpan.FromSeconds(30) ? dueTime : dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, period);
}
