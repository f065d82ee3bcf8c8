using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;

namespace Swarm.Stores.Oss;

/// <summary>Alibaba Cloud OSS over its XML API, by the HTTP engine that is handed in and not disposed of here. Bodies that go out are checked by their CRC-64.</summary>
public sealed class OssStore : IObjectStore
{
    readonly OssClient _client;
    readonly OssObjects _objects;
    readonly OssListing _listing;
    readonly OssUploads _uploads;
    readonly OssCopies _copies;
    readonly TimeProvider _time;

    /// <exception cref="InvalidDataException">Its settings are no good: the words say which.</exception>
    public OssStore(OssOptions options, UploadOptions upload, IExchanger exchanger, TimeProvider time)
        : this(options, upload, exchanger, time, Environment.GetEnvironmentVariable)
    {
    }

    internal OssStore(OssOptions options, UploadOptions upload, IExchanger exchanger, TimeProvider time, Func<string, string?> environment)
    {
        if (upload.BodyDigest is not (null or DigestAlgorithm.Md5))
            throw new InvalidDataException($"oss: bodies are checked by md5 and crc64, not by {Checksum.Name(upload.BodyDigest.Value)}");
        _client = new OssClient(OssPlace.Of(options, environment), options.Signature, exchanger, time);
        _objects = new OssObjects(_client);
        _listing = new OssListing(_client);
        _uploads = new OssUploads(_client, upload.BodyDigest);
        _copies = new OssCopies(_client, _objects, _uploads);
        _time = time;
    }

    public StoreKind Kind => StoreKind.Oss;

    public StorePowers Powers =>
        StorePowers.ServerCopy | StorePowers.DeleteMany | StorePowers.Presign | StorePowers.Buckets
        | StorePowers.PutIfAbsent | StorePowers.PartsInAnyOrder | StorePowers.ListUploads;

    public PartRange Parts { get; } = new(100 << 10, 5L << 30, 10_000);

    public WebUrl UrlOf(StoreAddress address) => OssNames.Url(_client.Place, address.Bucket, address.Key);

    public ValueTask<ExchangeRequest> AuthoriseAsync(ExchangeRequest request, CancellationToken token)
    {
        if (request.Address is not { } address) return ValueTask.FromResult(request);
        var query = request.Url.Query;
        // Without this, OSS answers a range that it can't satisfy with the whole object.
        var headers = request.Headers.Find("Range") is null ? request.Headers : OssText.With(request.Headers, new Header("x-oss-range-behavior", "standard"));
        var subject = new OssSubject(request.Method, address.Bucket, address.Key)
        {
            Query = query.Length > 1 ? query[1..].ToString() : "", Headers = headers,
        };
        return ValueTask.FromResult(request with { Headers = _client.Sign(subject) });
    }

    public bool Corrects(ResponseHead refused) => refused.Status == 403 && _client.Learns(refused);

    public ValueTask<ObjectFacts?> StatAsync(StoreAddress address, CancellationToken token) => _objects.StatAsync(address, token);

    public IAsyncEnumerable<ListPage> ListAsync(StoreAddress bucket, ListDemand demand, CancellationToken token) => _listing.ObjectsAsync(bucket, demand, token);

    public ValueTask DeleteAsync(StoreAddress address, CancellationToken token) => _objects.DeleteAsync(address, token);

    public IAsyncEnumerable<(string Key, Failure Failure)> DeleteManyAsync(StoreAddress bucket, IReadOnlyList<string> keys, CancellationToken token) =>
        _objects.DeleteManyAsync(bucket, keys, token);

    public ValueTask<ObjectFacts> PutAsync(StoreAddress address, IRequestContent content, PutOptions options, CancellationToken token) =>
        _objects.PutAsync(address, content, options, token);

    public ValueTask<UploadSession> BeginUploadAsync(StoreAddress address, long? length, PutOptions options, CancellationToken token) =>
        _uploads.BeginAsync(address, options, token);

    public ValueTask<UploadStatus> StatusAsync(UploadSession session, CancellationToken token) => _uploads.StatusAsync(session, token);

    public ValueTask<UploadStatus> PutPartAsync(UploadSession session, PartDemand part, IRequestContent content, CancellationToken token) =>
        _uploads.PutPartAsync(session, part, content, token);

    public ValueTask<ObjectFacts> CompleteAsync(UploadSession session, IReadOnlyList<PartFacts> parts, CancellationToken token) =>
        _uploads.CompleteAsync(session, parts, token);

    public ValueTask AbortAsync(UploadSession session, CancellationToken token) => _uploads.AbortAsync(session, token);

    public IAsyncEnumerable<UnfinishedUpload> UploadsAsync(StoreAddress prefix, CancellationToken token) => _listing.UploadsAsync(prefix, token);

    public ValueTask<ObjectFacts> CopyAsync(StoreAddress source, StoreAddress target, PutOptions options, CancellationToken token) =>
        _copies.CopyAsync(source, target, options, _time, token);

    public ValueTask<string> PresignAsync(StoreAddress address, string method, TimeSpan expires, IReadOnlyList<Header> headers, CancellationToken token)
    {
        var subject = new OssSubject(method, address.Bucket, address.Key) { Headers = headers, Additional = [.. headers.Select(header => header.Name)] };
        return ValueTask.FromResult(_client.Presign(subject, expires));
    }

    public async ValueTask MakeBucketAsync(StoreAddress bucket, CancellationToken token) => await _client.SendAsync(new OssCall("PUT", bucket.At("")), token);

    public async ValueTask RemoveBucketAsync(StoreAddress bucket, CancellationToken token) => await _client.SendAsync(new OssCall("DELETE", bucket.At("")), token);

    public IAsyncEnumerable<BucketFacts> BucketsAsync(CancellationToken token) => _listing.BucketsAsync(token);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
