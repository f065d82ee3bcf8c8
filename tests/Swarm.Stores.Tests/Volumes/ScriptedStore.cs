using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;

namespace Swarm.Stores.Tests.Volumes;

/// <summary>A store in memory that does as S3 does, or takes parts in order as Google does, but for the faults it is given.</summary>
sealed class ScriptedStore(bool inOrder = false, long least = 1024) : IObjectStore
{
    readonly Lock _lock = new();
    readonly Dictionary<string, Upload> _uploads = [];
    readonly Dictionary<string, int> _underWay = [];
    int _ids;
    int _parts;

    public ConcurrentDictionary<string, (byte[] Bytes, ObjectFacts Facts)> Objects { get; } = new();

    /// <summary>Calls as they came: <c>put k</c>, <c>begin k</c>, <c>part 1 0+1024</c>, <c>complete k</c>, <c>abort k</c> …</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Called before a call does anything: may throw, or wait.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Called when a call has done what it does, before its answer.</summary>
    public Func<string, Task> After { get; set; } = _ => Task.CompletedTask;

    /// <summary>In order: how many bytes of those that were sent are taken.</summary>
    public Func<long, long> Taken { get; set; } = sent => sent;

    public int MostPartsAtOnce { get; private set; }

    public StoreKind Kind => StoreKind.S3;

    public StorePowers Powers => StorePowers.ServerCopy | StorePowers.ListUploads | (inOrder ? 0 : StorePowers.PartsInAnyOrder);

    public PartRange Parts => new(least, 1 << 30, 10_000, inOrder ? 256 : 1);

    public int Unfinished
    {
        get
        {
            lock (_lock) return _uploads.Count;
        }
    }

    /// <summary>An upload was aborted while parts of it were on their way.</summary>
    public bool AbortedTooEarly { get; private set; }

    public long Received { get; private set; }

    public static TransferException Refusal(int status, string code) =>
        new(Reason.Status, Stage.Head, $"s3://b/k: {status} {code} (request 1)") { Status = status };

    /// <summary>The first calls that begin so fail so.</summary>
    public void Fail(string call, int times, TransferException with)
    {
        var (next, left) = (Before, times);
        Before = said => said.StartsWith(call, StringComparison.Ordinal) && Interlocked.Decrement(ref left) >= 0 ? Task.FromException(with) : next(said);
    }

    public int Count(string call) => Calls.Count(c => c.StartsWith(call, StringComparison.Ordinal));

    public WebUrl UrlOf(StoreAddress address) => WebUrl.Parse($"http://store.test/{address.Bucket}/{address.Key}");

    public ValueTask<ExchangeRequest> AuthoriseAsync(ExchangeRequest request, CancellationToken token) => new(request);

    public async ValueTask<ObjectFacts?> StatAsync(StoreAddress address, CancellationToken token)
    {
        await CallAsync($"stat {address.Key}");
        return Objects.TryGetValue(address.Key, out var found) ? found.Facts : null;
    }

    public IAsyncEnumerable<ListPage> ListAsync(StoreAddress bucket, ListDemand demand, CancellationToken token) => throw new NotSupportedException();

    public async ValueTask DeleteAsync(StoreAddress address, CancellationToken token)
    {
        await CallAsync($"delete {address.Key}");
        Objects.TryRemove(address.Key, out _);
    }

    public async ValueTask<ObjectFacts> PutAsync(StoreAddress address, IRequestContent content, PutOptions options, CancellationToken token)
    {
        await CallAsync($"put {address.Key}");
        var facts = Store(address.Key, await ReadAsync(content, token), options, null);
        await After($"put {address.Key}");
        return facts;
    }

    public async ValueTask<UploadSession> BeginUploadAsync(StoreAddress address, long? length, PutOptions options, CancellationToken token)
    {
        await CallAsync($"begin {address.Key}");
        var session = new UploadSession(address, $"upload-{Interlocked.Increment(ref _ids)}");
        lock (_lock) _uploads[session.Id] = new Upload(session, options);
        await After($"begin {address.Key}");
        return session;
    }

    public async ValueTask<UploadStatus> StatusAsync(UploadSession session, CancellationToken token)
    {
        await CallAsync($"status {session.Target.Key}");
        lock (_lock) return Find(session) is { } upload ? upload.Status(inOrder) : UploadStatus.Gone;
    }

    public async ValueTask<UploadStatus> PutPartAsync(UploadSession session, PartDemand part, IRequestContent content, CancellationToken token)
    {
        lock (_lock)
        {
            MostPartsAtOnce = Math.Max(MostPartsAtOnce, ++_parts);
            _underWay[session.Id] = _underWay.GetValueOrDefault(session.Id) + 1;
        }

        try
        {
            await CallAsync($"part {part.Number} {part.Offset}+{content.Length}");
            var bytes = await ReadAsync(content, token);
            UploadStatus status;
            lock (_lock)
            {
                if (Find(session) is not { } upload) throw Refusal(404, "NoSuchUpload");
                Received += bytes.Length;
                status = inOrder ? TakeInOrder(upload, part, bytes) : upload.Take(part.Number, bytes);
            }

            await After($"part {part.Number}");
            return status;
        }
        finally
        {
            lock (_lock)
            {
                _parts--;
                _underWay[session.Id]--;
            }
        }
    }

    public async ValueTask<ObjectFacts> CompleteAsync(UploadSession session, IReadOnlyList<PartFacts> parts, CancellationToken token)
    {
        await CallAsync($"complete {session.Target.Key}");
        ObjectFacts facts;
        lock (_lock)
        {
            if (Find(session) is not { } upload) throw Refusal(404, "NoSuchUpload");
            Assert.Equal(parts.Select(p => p.Number), Enumerable.Range(1, parts.Count));
            byte[] whole = [.. parts.SelectMany(p => upload.Parts[p.Number])];
            facts = Store(session.Target.Key, whole, upload.Options, upload.Tag());
            _uploads.Remove(session.Id);
        }

        await After($"complete {session.Target.Key}");
        return facts;
    }

    public async ValueTask AbortAsync(UploadSession session, CancellationToken token)
    {
        await CallAsync($"abort {session.Target.Key}");
        lock (_lock)
        {
            AbortedTooEarly |= _underWay.GetValueOrDefault(session.Id) > 0;
            _uploads.Remove(session.Id);
        }
    }

    public async IAsyncEnumerable<UnfinishedUpload> UploadsAsync(StoreAddress prefix, [EnumeratorCancellation] CancellationToken token)
    {
        await Task.Yield();
        List<Upload> uploads;
        lock (_lock) uploads = [.. _uploads.Values];
        foreach (var upload in uploads) yield return new UnfinishedUpload(upload.Session, DateTimeOffset.MaxValue);
    }

    public async ValueTask<ObjectFacts> CopyAsync(StoreAddress source, StoreAddress target, PutOptions options, CancellationToken token)
    {
        await CallAsync($"copy {source.Key} {target.Key}");
        return Store(target.Key, Objects[source.Key].Bytes, options, null);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    async Task CallAsync(string call)
    {
        await Task.Yield();
        Calls.Enqueue(call);
        await Before(call);
    }

    Upload? Find(UploadSession session) => _uploads.GetValueOrDefault(session.Id);

    UploadStatus TakeInOrder(Upload upload, PartDemand part, byte[] bytes)
    {
        Assert.Equal(upload.Whole.Length, part.Offset);
        Assert.True(part.IsLast || bytes.Length % 256 == 0);
        var taken = (int)Taken(bytes.Length);
        upload.Whole.Write(bytes, 0, taken);
        if (!part.IsLast || taken < bytes.Length) return upload.Status(inOrder: true);
        _uploads.Remove(upload.Session.Id);
        return new UploadStatus { Completed = Store(upload.Session.Target.Key, upload.Whole.ToArray(), upload.Options, null) };
    }

    ObjectFacts Store(string key, byte[] bytes, PutOptions options, string? tag)
    {
        var facts = new ObjectFacts(key, bytes.Length) { ETag = tag ?? $"\"{Md5(bytes)}\"", ContentType = options.ContentType, Modified = DateTimeOffset.UnixEpoch };
        Objects[key] = (bytes, facts);
        return facts;
    }

    static async Task<byte[]> ReadAsync(IRequestContent content, CancellationToken token)
    {
        using var stream = new MemoryStream();
        await content.WriteToAsync(stream, token);
        Assert.Equal(content.Length, stream.Length);
        return stream.ToArray();
    }

    static string Md5(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));

    sealed record Upload(UploadSession Session, PutOptions Options)
    {
        public SortedDictionary<int, byte[]> Parts { get; } = [];

        public MemoryStream Whole { get; } = new();

        public UploadStatus Take(int number, byte[] bytes)
        {
            Parts[number] = bytes;
            return new UploadStatus { Parts = [new PartFacts(number, bytes.Length, $"\"{Md5(bytes)}\"")], Held = bytes.Length };
        }

        public UploadStatus Status(bool inOrder) => inOrder ? new UploadStatus { Held = Whole.Length }
            : new UploadStatus { Parts = [.. Parts.Select(p => new PartFacts(p.Key, p.Value.Length, $"\"{Md5(p.Value)}\""))] };

        public string Tag() => $"\"{Md5([.. Parts.Values.SelectMany(MD5.HashData)])}-{Parts.Count}\"";
    }
}
