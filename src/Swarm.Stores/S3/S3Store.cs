using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.Stores.S3.Credentials;

namespace Swarm.Stores.S3;

/// <summary>Amazon S3 and what speaks like it.</summary>
sealed class S3Store : IObjectStore
{
    static readonly TimeSpan LongestPresign = TimeSpan.FromDays(7);

    readonly S3Settings _settings;
    readonly S3Calls _calls;
    readonly S3Listings _listings;
    readonly S3Uploads _uploads;

    /// <exception cref="InvalidDataException">Options, environment or profile are no good: the words say which.</exception>
    public S3Store(S3Options options, UploadOptions upload, IExchanger exchanger, TimeProvider time)
        : this(options, upload, exchanger, time, Environment.GetEnvironmentVariable)
    {
    }

    internal S3Store(S3Options options, UploadOptions upload, IExchanger exchanger, TimeProvider time, Func<string, string?> environment)
    {
        _settings = S3Settings.Read(options, environment);
        _calls = new S3Calls(_settings, exchanger, time);
        _listings = new S3Listings(_calls);
        _uploads = new S3Uploads(_calls, _listings, upload.BodyDigest);
    }

    public StoreKind Kind => StoreKind.S3;

    public StorePowers Powers =>
        StorePowers.ServerCopy | StorePowers.DeleteMany | StorePowers.Presign | StorePowers.Buckets | StorePowers.PutIfAbsent | StorePowers.PartsInAnyOrder
        | StorePowers.ListUploads;

    public PartRange Parts => PartRange.S3;

    /// <summary>Objects up to this are copied by one request.</summary>
    internal long CopyWholeUpTo { get; init; } = 5L << 30;

    public WebUrl UrlOf(StoreAddress address) => _settings.Site.UrlOf(address.Bucket, address.Key);

    public ValueTask<ExchangeRequest> AuthoriseAsync(ExchangeRequest request, CancellationToken token) =>
        request.Address is { } address ? _calls.AuthoriseAsync(request, address, token) : new(request);

    public bool Corrects(ResponseHead refused) => _calls.Corrects(refused);

    public ValueTask<ObjectFacts?> StatAsync(StoreAddress address, CancellationToken token) => _uploads.StatAsync(address, token);

    public IAsyncEnumerable<ListPage> ListAsync(StoreAddress bucket, ListDemand demand, CancellationToken token) => _listings.ObjectsAsync(bucket, demand, token);

    public async ValueTask DeleteAsync(StoreAddress address, CancellationToken token)
    {
        var answer = await _calls.AskAsync(new S3Call("DELETE", address), token);
        if (answer.IsGood) return;
        var error = S3Error.Of(answer.Head, answer.Body);
        if (error is not { Status: 404, Code: "NoSuchKey" }) throw error.At(address, answer.Head, _calls.Now);
    }

    public IAsyncEnumerable<(string Key, Failure Failure)> DeleteManyAsync(StoreAddress bucket, IReadOnlyList<string> keys, CancellationToken token) =>
        new S3Removals(_calls).RunAsync(bucket.At(""), keys, token);

    public ValueTask<ObjectFacts> PutAsync(StoreAddress address, IRequestContent content, PutOptions options, CancellationToken token) =>
        _uploads.PutAsync(address, content, options, token);

    public ValueTask<UploadSession> BeginUploadAsync(StoreAddress address, long? length, PutOptions options, CancellationToken token) =>
        _uploads.BeginAsync(address, options, token);

    public ValueTask<UploadStatus> StatusAsync(UploadSession session, CancellationToken token) => _uploads.StatusAsync(session, token);

    public ValueTask<UploadStatus> PutPartAsync(UploadSession session, PartDemand part, IRequestContent content, CancellationToken token) =>
        _uploads.PutPartAsync(session, part.Number, content, token);

    public ValueTask<ObjectFacts> CompleteAsync(UploadSession session, IReadOnlyList<PartFacts> parts, CancellationToken token) =>
        _uploads.CompleteAsync(session, parts, token);

    public ValueTask AbortAsync(UploadSession session, CancellationToken token) => _uploads.AbortAsync(session, token);

    public IAsyncEnumerable<UnfinishedUpload> UploadsAsync(StoreAddress prefix, CancellationToken token) => _listings.UploadsAsync(prefix, token);

    public ValueTask<ObjectFacts> CopyAsync(StoreAddress source, StoreAddress target, PutOptions options, CancellationToken token) =>
        new S3Copies(_calls, _uploads, CopyWholeUpTo).CopyAsync(source, target, options, token);

    /// <exception cref="ArgumentOutOfRangeException">Less than a second, or more than the seven days that S3 allows.</exception>
    public ValueTask<string> PresignAsync(StoreAddress address, string method, TimeSpan expires, IReadOnlyList<Header> headers, CancellationToken token)
    {
        if (expires < TimeSpan.FromSeconds(1) || expires > LongestPresign)
            throw new ArgumentOutOfRangeException(nameof(expires), "a presigned URL of S3 holds from 1 second to 7 days");
        return _calls.PresignAsync(address, method, expires, headers, token);
    }

    public async ValueTask MakeBucketAsync(StoreAddress bucket, CancellationToken token)
    {
        var isElsewhere = _settings.Site is { IsAmazon: true, Region: not "us-east-1" };
        await _calls.SendAsync(new S3Call("PUT", bucket.At("")) { Body = isElsewhere ? S3Xml.Location(_settings.Site.Region) : [] }, token);
    }

    public async ValueTask RemoveBucketAsync(StoreAddress bucket, CancellationToken token) => await _calls.SendAsync(new S3Call("DELETE", bucket.At("")), token);

    public IAsyncEnumerable<BucketFacts> BucketsAsync(CancellationToken token) => _listings.BucketsAsync(token);

    public ValueTask DisposeAsync()
    {
        (_settings.Keys as FetchedKeys)?.Dispose();
        return default;
    }
}
