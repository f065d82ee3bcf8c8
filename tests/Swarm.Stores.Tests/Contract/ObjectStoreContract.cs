using System.Collections.Concurrent;
using System.Security.Cryptography;
using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.IO.Http;
using Swarm.TestSupport;
using Swarm.TestSupport.Stores;

namespace Swarm.Stores.Tests.Contract;

/// <summary>
/// What every object store must do, in terms of <see cref="IObjectStore"/> alone. A suite for a server derives from it, says by <see cref="ServerAttribute"/>
/// what it needs and lacks, and opens its store. All tests of a class share one bucket; each has a prefix of its own there and leaves nothing behind.
/// </summary>
public abstract partial class ObjectStoreContract : IAsyncLifetime
{
    static readonly ConcurrentDictionary<Type, Once<string>> s_buckets = new();

    static readonly ParallelOptions AtOnce = new() { MaxDegreeOfParallelism = 16 };

    protected static CancellationToken Token => CancellationToken.None;

    protected HttpExchanger Exchanger { get; } = new(new HttpOptions { Environment = _ => null }, new TimeLimits(), TimeProvider.System);

    protected IObjectStore Store { get; private set; } = null!;

    /// <summary>An address in the test's own part of the bucket.</summary>
    protected StoreAddress At(string key) => Root.At(Root.Key + key);

    protected StoreAddress Root { get; private set; } = null!;

    /// <summary>The store with good keys, over this test's exchanger.</summary>
    protected abstract Task<IObjectStore> OpenAsync(IExchanger exchanger);

    /// <summary>The same store with keys that it must refuse; null: there is nothing to refuse (an emulator).</summary>
    protected abstract Task<IObjectStore?> OpenWithWrongKeysAsync(IExchanger exchanger);

    /// <summary>Makes the bucket of all tests of this class.</summary>
    protected virtual async Task<string> MakeBucketAsync(IObjectStore store)
    {
        var name = NewBucket();
        await store.MakeBucketAsync(new StoreAddress(store.Kind, name, ""), Token);
        return name;
    }

    /// <summary>Keys of the suite that the server itself can't hold, though the protocol can.</summary>
    protected virtual bool CanHold(string key) => true;

    /// <summary>Objects of the long listing, which is asked for in three pages.</summary>
    protected virtual int Many => 2500;

    /// <summary>Bytes of a part that the suite's uploads are made of.</summary>
    protected long PartSize => Store.Parts.SizeFor(0, Store.Parts.Least);

    public async Task InitializeAsync()
    {
        Store = await OpenAsync(Exchanger);
        var bucket = await s_buckets.GetOrAdd(GetType(), _ => new Once<string>(() => MakeBucketAsync(Store))).GetAsync();
        Root = new StoreAddress(Store.Kind, bucket, $"{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}/");
    }

    public async Task DisposeAsync()
    {
        if (Root is not null)
            foreach (var key in await KeysAsync()) await Store.DeleteAsync(Root.At(key), Token);
        if (Store is not null) await Store.DisposeAsync();
        await Exchanger.DisposeAsync();
    }

    protected static string NewBucket() => "swarm-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    protected static byte[] Noise(long length, int seed = 1) => HttpWire.Noise((int)length, seed);

    protected static BytesContent Content(byte[] bytes) => new(bytes);

    protected ValueTask<ObjectFacts> PutAsync(string key, byte[] bytes) => Store.PutAsync(At(key), Content(bytes), PutOptions.Default, Token);

    /// <summary>A GET as the engine makes it: authorised by the store, sent by the exchanger.</summary>
    protected async Task<(int Status, byte[] Body)> GetAsync(StoreAddress address, params Header[] headers)
    {
        var request = new ExchangeRequest(Store.UrlOf(address), "GET", headers, null) { Address = address };
        await using var exchange = await Exchanger.SendAsync(await Store.AuthoriseAsync(request, Token), Token);
        using var body = new MemoryStream();
        var buffer = new byte[64 << 10];
        while (await exchange.ReadAsync(buffer, Token) is > 0 and var read) body.Write(buffer, 0, read);
        return (exchange.Head.Status, body.ToArray());
    }

    protected async Task<byte[]> BytesAsync(string key)
    {
        var (status, body) = await GetAsync(At(key));
        Assert.Equal(200, status);
        return body;
    }

    protected async Task<List<ListPage>> PagesAsync(ListDemand demand)
    {
        var pages = new List<ListPage>();
        await foreach (var page in Store.ListAsync(Root.At(""), demand, Token)) pages.Add(page);
        return pages;
    }

    /// <summary>Whole keys below the test's prefix and <paramref name="prefix"/>, in the order of the listing.</summary>
    protected async Task<List<string>> KeysAsync(string prefix = "") =>
        [.. (await PagesAsync(new ListDemand(Root.Key + prefix))).SelectMany(page => page.Objects).Select(o => o.Key)];

    protected static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        await foreach (var item in items) all.Add(item);
        return all;
    }

    /// <summary>The store refuses with one of these statuses.</summary>
    protected static async Task<TransferException> RefusedAsync(Func<Task> call, params int[] statuses)
    {
        var e = await Assert.ThrowsAsync<TransferException>(call);
        Assert.True(statuses.Contains(e.Status), $"status {e.Status}, not one of {string.Join(", ", statuses)}: {e.Message}");
        Assert.Equal(Reason.Status, e.Failure.Reason);
        return e;
    }
}
