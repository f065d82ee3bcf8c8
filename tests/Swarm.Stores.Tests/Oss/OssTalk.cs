using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.IO.Http;
using Swarm.Stores.Oss;
using Swarm.TestSupport.Stores;

namespace Swarm.Stores.Tests.Oss;

/// <summary>A stub with one bucket, and the store over it.</summary>
sealed class OssTalk : IAsyncDisposable
{
    public const string Bucket = "swarm-test";

    OssTalk(OssStub stub, OssOptions options, UploadOptions upload, TimeProvider time, bool isProxy)
    {
        Stub = stub;
        Exchanger = new HttpExchanger(new HttpOptions { Environment = _ => null, Proxy = isProxy ? stub.Root : null }, new TimeLimits(), TimeProvider.System);
        Store = new OssStore(options, upload, Exchanger, time, _ => null);
    }

    public static CancellationToken Token => CancellationToken.None;

    public OssStub Stub { get; }

    public HttpExchanger Exchanger { get; }

    public OssStore Store { get; }

    public static StoreAddress At(string key) => new(StoreKind.Oss, Bucket, key);

    public static OssOptions Options(OssStub stub) => new()
    {
        Endpoint = WebUrl.Parse(stub.Root), Region = stub.Region, AccessKeyId = OssStub.KeyId, AccessKeySecret = OssStub.Secret,
    };

    /// <param name="isProxy">The stub is asked as a proxy: for hosts of Alibaba's, with buckets in their names.</param>
    public static async Task<OssTalk> StartAsync(Func<OssOptions, OssOptions>? change = null, UploadOptions? upload = null, TimeProvider? time = null, bool isProxy = false)
    {
        var stub = await OssStub.StartAsync(Bucket);
        var options = Options(stub);
        return new OssTalk(stub, change?.Invoke(options) ?? options, upload ?? new UploadOptions(), time ?? TimeProvider.System, isProxy);
    }

    /// <summary>A GET as the engine makes it.</summary>
    public async Task<IExchange> GetAsync(StoreAddress address, params Header[] headers) => await new StoreExchanger(Exchanger, _ => Store).SendAsync(
        new ExchangeRequest(Store.UrlOf(address), "GET", headers, null) { Address = address }, Token);

    public ValueTask<ObjectFacts> PutAsync(string key, byte[] bytes, PutOptions? options = null) =>
        Store.PutAsync(At(key), new BytesContent(bytes), options ?? PutOptions.Default, Token);

    /// <summary>What the store throws.</summary>
    public static async Task<TransferException> RefusedAsync(Func<Task> call) => await Assert.ThrowsAsync<TransferException>(call);

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await Exchanger.DisposeAsync();
        await Stub.DisposeAsync();
    }
}
