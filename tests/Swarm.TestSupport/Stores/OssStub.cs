using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Swarm.TestSupport.Stores;

/// <summary>
/// Alibaba Cloud OSS as its clients see it, on loopback and in memory: strict about signatures, dates, parts and tags, and wrong wherever its script says.
/// Asked as a proxy it is any host of <see cref="Domain"/>, buckets in their names.
/// </summary>
public sealed class OssStub : IAsyncDisposable
{
    public const string KeyId = "stub-key", Secret = "stub-secret", RequestId = "5C3D9175B6FC201293AD4890", Domain = "oss-cn-stub.aliyuncs.com";

    readonly WebApplication _app;
    readonly ConcurrentDictionary<string, OssBucket> _buckets = new(StringComparer.Ordinal);
    readonly ConcurrentQueue<OssRequest> _requests = new();
    readonly OssSignatureCheck _signatures;
    readonly OssObjectApi _objects;
    readonly OssUploadApi _uploads;
    readonly OssBucketApi _listing;
    TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    OssStub()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        _app = builder.Build();
        _app.Run(ServeAsync);
        _signatures = new OssSignatureCheck(this);
        _objects = new OssObjectApi(this);
        _uploads = new OssUploadApi(this, _objects);
        _listing = new OssBucketApi(this);
    }

    /// <summary>Scheme, address and port, without a slash.</summary>
    public string Root { get; private set; } = "";

    public string Region => "cn-stub";

    public OssFaults Faults { get; } = new();

    /// <summary>Whoever comes must have it; null: must have none.</summary>
    public string? SecurityToken { get; set; }

    /// <summary>Anybody may read.</summary>
    public bool IsPublic { get; set; }

    /// <summary>How far its clock is from this machine's.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>Entries of one page of a listing at most.</summary>
    public int LongestPage { get; set; } = 1000;

    /// <summary>All calls so far, in order of arrival.</summary>
    public IReadOnlyCollection<OssRequest> Requests => _requests;

    public DateTimeOffset Now => DateTimeOffset.UtcNow + Skew;

    internal IEnumerable<KeyValuePair<string, OssBucket>> Buckets => _buckets;

    /// <summary>Uploads that were neither completed nor aborted.</summary>
    public int OpenUploads => _buckets.Values.Sum(bucket => bucket.Uploads.Count);

    public static async Task<OssStub> StartAsync(params string[] buckets)
    {
        var stub = new OssStub();
        await stub._app.StartAsync();
        stub.Root = stub._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        foreach (var bucket in buckets) stub._buckets[bucket] = new OssBucket(stub.Now);
        return stub;
    }

    public int Count(string call) => _requests.Count(request => request.Call == call);

    /// <summary>What an object holds, or null.</summary>
    public byte[]? Bytes(string bucket, string key) => Find(bucket)?.Objects.GetValueOrDefault(key)?.Bytes;

    /// <summary>The object is there, as if somebody had put it.</summary>
    public void Put(string bucket, string key, byte[] bytes) =>
        _buckets[bucket].Objects[key] = new OssObject(bytes, Now, new Dictionary<string, string>(), OssObject.TagOf(bytes));

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    internal OssBucket? Find(string bucket) => _buckets.GetValueOrDefault(bucket);

    async Task ServeAsync(HttpContext context)
    {
        var ask = await OssAsk.ReadAsync(context, Domain);
        var request = new OssRequest(CallOf(ask), ask.Method, ask.Target, ask.Bucket, ask.Key, ask.Query, ask.Fields);
        _requests.Enqueue(request);
        var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref _next, next).SetResult();
        var fault = Faults.Take(request);
        var reply = _signatures.Fault(ask) ?? (fault is { IsDone: false, Status: not null } or { IsDone: false, Body: not null } ? OssReply.Empty() : Answer(ask, request.Call));
        if (fault?.Cuts == true)
        {
            context.Abort();
            return;
        }

        if (fault?.Status is { } status) reply = OssReply.Error(status, fault.Code);
        else if (fault?.Body is { } body) reply = OssReply.Bytes(200, System.Text.Encoding.UTF8.GetBytes(body));
        foreach (var (name, value) in fault?.Fields ?? new Dictionary<string, string?>()) reply.With(name, value);
        await WriteAsync(context, reply, fault, next.Task);
    }

    static string CallOf(OssAsk ask) => (ask.Method, ask.Bucket.Length, ask.Key.Length) switch
    {
        ("GET", 0, _) => "ListBuckets",
        ("GET", _, 0) => ask.Has("uploads") ? "ListMultipartUploads" : "ListObjectsV2",
        ("PUT", _, 0) => "PutBucket",
        ("DELETE", _, 0) => "DeleteBucket",
        ("POST", _, 0) => "DeleteMultipleObjects",
        ("GET", _, _) => ask.Has("uploadId") ? "ListParts" : "GetObject",
        ("HEAD", _, _) => "HeadObject",
        ("PUT", _, _) => ask.Has("partNumber") ? "UploadPart" : "PutObject",
        ("POST", _, _) => ask.Has("uploads") ? "InitiateMultipartUpload" : "CompleteMultipartUpload",
        ("DELETE", _, _) => ask.Has("uploadId") ? "AbortMultipartUpload" : "DeleteObject",
        _ => "",
    };

    OssReply Answer(OssAsk ask, string call)
    {
        if (call == "ListBuckets") return _listing.ListBuckets(ask);
        if (call == "PutBucket") return _buckets.TryAdd(ask.Bucket, new OssBucket(Now)) ? OssReply.Empty() : OssReply.Error(409, "BucketAlreadyExists");
        if (Find(ask.Bucket) is not { } bucket) return OssReply.Error(404, "NoSuchBucket");
        lock (bucket)
        {
            return call switch
            {
                "DeleteBucket" when bucket.Objects.Count > 0 => OssReply.Error(409, "BucketNotEmpty"),
                "DeleteBucket" => _buckets.TryRemove(ask.Bucket, out _) ? OssReply.Empty(204) : OssReply.Error(404, "NoSuchBucket"),
                "ListObjectsV2" => _listing.List(ask, bucket),
                "ListMultipartUploads" => _uploads.ListUploads(ask, bucket),
                "DeleteMultipleObjects" => OssBucketApi.DeleteMany(ask, bucket),
                "GetObject" or "HeadObject" => OssObjectApi.Get(ask, bucket),
                "PutObject" => _objects.Put(ask, bucket),
                "DeleteObject" => OssObjectApi.Delete(ask, bucket),
                "InitiateMultipartUpload" => _uploads.Initiate(ask, bucket),
                "UploadPart" => _uploads.Part(ask, bucket),
                "ListParts" => _uploads.ListParts(ask, bucket),
                "CompleteMultipartUpload" => _uploads.Complete(ask, bucket),
                "AbortMultipartUpload" => OssUploadApi.Abort(ask, bucket),
                _ => OssReply.Error(405, "MethodNotAllowed"),
            };
        }
    }

    async Task WriteAsync(HttpContext context, OssReply reply, OssFault? fault, Task next)
    {
        var answer = context.Response;
        answer.StatusCode = reply.Status;
        answer.Headers.Date = Now.ToString("R", CultureInfo.InvariantCulture);
        answer.Headers["x-oss-request-id"] = RequestId;
        foreach (var (name, value) in reply.Fields)
            if (value is not null) answer.Headers[name] = value;
        if (reply.Status != 204) answer.ContentLength = reply.Body.Length;
        if (context.Request.Method == "HEAD" || reply.Body.IsEmpty) return;
        var first = Math.Min(fault?.CutsAfter ?? fault?.HoldsAfter ?? int.MaxValue, reply.Body.Length);
        await answer.Body.WriteAsync(reply.Body[..first], context.RequestAborted);
        if (fault?.CutsAfter is null && fault?.HoldsAfter is null) return;
        await answer.Body.FlushAsync(context.RequestAborted);
        if (fault.CutsAfter is not null)
        {
            context.Abort();
            return;
        }

        await next.WaitAsync(context.RequestAborted);
        await answer.Body.WriteAsync(reply.Body[first..], context.RequestAborted);
    }
}
