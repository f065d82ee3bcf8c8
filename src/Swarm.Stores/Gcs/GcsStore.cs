using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;

namespace Swarm.Stores.Gcs;

/// <summary>
/// Google Cloud Storage by its JSON API; objects' bytes are read by the XML API's path (<see cref="GcsUrls"/>). One version of an object is read: its ETag
/// there is of the content, or of the generation where it was composed.
/// </summary>
public sealed class GcsStore : IObjectStore
{
    const int RewritesWithoutProgress = 3;

    readonly IExchanger _exchanger;
    readonly TimeProvider _time;
    readonly GcsCredentials _credentials;
    readonly GcsUrls _urls;
    readonly GcsSessions _sessions;

    /// <param name="exchanger">Not disposed of here.</param>
    /// <exception cref="InvalidDataException">The endpoint of the environment is no URL.</exception>
    public GcsStore(GcsOptions options, IExchanger exchanger, TimeProvider time)
        : this(options, exchanger, time, Environment.GetEnvironmentVariable)
    {
    }

    internal GcsStore(GcsOptions options, IExchanger exchanger, TimeProvider time, Func<string, string?> environment)
    {
        (_exchanger, _time) = (exchanger, time);
        _credentials = new GcsCredentials(options, exchanger, environment);
        _urls = new GcsUrls(options.Endpoint ?? Emulator(environment("STORAGE_EMULATOR_HOST")) ?? WebUrl.Parse("https://storage.googleapis.com"));
        _sessions = new GcsSessions(_urls, exchanger, _credentials, time);
    }

    public StoreKind Kind => StoreKind.Gs;

    public StorePowers Powers => StorePowers.ServerCopy | StorePowers.Presign | StorePowers.Buckets | StorePowers.PutIfAbsent;

    /// <summary>Multiples of 256 KiB, as many as it takes.</summary>
    public PartRange Parts { get; } = new(ResumableRules.Unit, 5L << 40, int.MaxValue, ResumableRules.Unit);

    public WebUrl UrlOf(StoreAddress address) => _urls.Bytes(address);

    public async ValueTask<ExchangeRequest> AuthoriseAsync(ExchangeRequest request, CancellationToken token)
    {
        if (request.Url.Origin != _urls.Origin || request.Headers.Find("Authorization") is not null) return request;
        var fields = await _credentials.FieldsAsync(token);
        return fields.Count == 0 ? request : request with { Headers = [.. request.Headers, .. fields] };
    }

    public async ValueTask<ObjectFacts?> StatAsync(StoreAddress address, CancellationToken token)
    {
        var answer = await AskAsync("GET", _urls.Facts(address), token);
        if (answer.Status == 404) return null;
        return GcsObjects.Facts(Good(answer, address));
    }

    public async IAsyncEnumerable<ListPage> ListAsync(StoreAddress bucket, ListDemand demand, [EnumeratorCancellation] CancellationToken token)
    {
        await foreach (var page in PagesAsync(bucket, next => ListUrl(bucket, demand, next), token))
        {
            var objects = page.Items("items").Select(GcsObjects.Facts).Where(facts => facts.Key != demand.StartAfter);
            yield return new ListPage([.. objects], [.. page.Items("prefixes").Select(prefix => prefix.GetString() ?? "")]);
        }
    }

    public async ValueTask DeleteAsync(StoreAddress address, CancellationToken token)
    {
        var answer = await AskAsync("DELETE", _urls.Facts(address), token);
        if (!answer.IsGood && answer.Status != 404) throw answer.Refused(address, _time);
    }

    public async ValueTask<ObjectFacts> PutAsync(StoreAddress address, IRequestContent content, PutOptions options, CancellationToken token)
    {
        var digest = options.BodyDigest is { } algorithm ? await RunningHash.OfAsync(content, algorithm, token) : (Checksum?)null;
        var type = options.ContentType ?? ContentTypes.Of(address.Key);
        var related = digest is null && !GcsObjects.HasProperties(options)
            ? null : new RelatedContent(RelatedContent.DrawBoundary(), GcsObjects.Resource(options, type, digest), type, content);
        var url = _urls.Upload(address, related is null ? "media" : "multipart", ("ifGenerationMatch", options.IfAbsent ? "0" : null));
        List<Header> fields = [.. await _credentials.FieldsAsync(token), .. GcsObjects.OwnFields(options), new("Content-Type", related?.Type ?? type)];
        var request = related is null && content.Length == 0
            ? new ExchangeRequest(url, "POST", fields, []) : new ExchangeRequest(url, "POST", fields, null) { Content = related ?? content };
        var facts = GcsObjects.Facts(Good(await GcsAnswer.SendAsync(_exchanger, request, token), address));
        return facts.Size is not { } size || size == content.Length ? facts
            : throw new TransferException(Reason.Size, Stage.Verify, $"{Name(address)}: the object has {size} bytes, {content.Length} were sent");
    }

    public ValueTask<UploadSession> BeginUploadAsync(StoreAddress address, long? length, PutOptions options, CancellationToken token) =>
        _sessions.BeginAsync(address, length, options, token);

    public ValueTask<UploadStatus> StatusAsync(UploadSession session, CancellationToken token) => _sessions.StatusAsync(session, token);

    public ValueTask<UploadStatus> PutPartAsync(UploadSession session, PartDemand part, IRequestContent content, CancellationToken token) =>
        _sessions.PutPartAsync(session, part, content, token);

    /// <summary>The object was made by its last part: asks for what became of it.</summary>
    public ValueTask<ObjectFacts> CompleteAsync(UploadSession session, IReadOnlyList<PartFacts> parts, CancellationToken token) =>
        _sessions.CompleteAsync(session, token);

    public ValueTask AbortAsync(UploadSession session, CancellationToken token) => _sessions.AbortAsync(session, token);

    public async ValueTask<ObjectFacts> CopyAsync(StoreAddress source, StoreAddress target, PutOptions options, CancellationToken token)
    {
        var resource = options.ContentType is null && !GcsObjects.HasProperties(options)
            ? [] : GcsObjects.Resource(options, options.ContentType ?? ContentTypes.Of(target.Key));
        string? next = null;
        var (rewritten, idle) = (-1L, 0);
        while (true)
        {
            var url = _urls.Rewrite(source, target, ("ifGenerationMatch", options.IfAbsent ? "0" : null), ("rewriteToken", next));
            var answer = Good(await AskAsync("POST", url, token, resource, GcsObjects.OwnFields(options)), source);
            if (answer.TryGetProperty("done", out var done) && done.ValueKind == JsonValueKind.True)
                return answer.TryGetProperty("resource", out var made) ? GcsObjects.Facts(made) : throw Protocol(target, "the copy is done, of what nobody says");
            next = answer.Text("rewriteToken") ?? throw Protocol(target, "the copy is not done and can't be gone on with");
            var now = answer.Number("totalBytesRewritten") ?? 0;
            idle = now > rewritten ? 0 : idle + 1;
            if (idle == RewritesWithoutProgress) throw Protocol(target, $"the copy stands still after {now} bytes");
            rewritten = now;
        }
    }

    /// <summary>By V4 signatures (GOOG4-RSA-SHA256) of a service account's key.</summary>
    public ValueTask<string> PresignAsync(StoreAddress address, string method, TimeSpan expires, IReadOnlyList<Header> headers, CancellationToken token)
    {
        var signer = _credentials.Signer ?? throw new NotSupportedException(
            "URLs are signed by a service account's key, and these credentials hold none: give a service account's JSON file");
        if (expires < TimeSpan.FromSeconds(1) || expires > GcsSignature.Longest)
            throw new ArgumentOutOfRangeException(nameof(expires), expires, "A signed URL is good for a second to seven days.");
        var demand = new GcsSignature(method, _urls.Host, _urls.BytesPath(address), expires, headers, _time.GetUtcNow(), signer.Id);
        return ValueTask.FromResult(_urls.At(_urls.BytesPath(address)).Href + "?" + demand.Query(text => Convert.FromBase64String(signer.CreateSignature(text))));
    }

    public async ValueTask MakeBucketAsync(StoreAddress bucket, CancellationToken token)
    {
        var project = _credentials.Project ?? throw new TransferException(Reason.Name, Stage.Request, $"{Name(bucket)}: a bucket is made for a project, and none is given");
        var body = JsonSerializer.SerializeToUtf8Bytes(new System.Text.Json.Nodes.JsonObject { ["name"] = bucket.Bucket });
        Good(await AskAsync("POST", _urls.Buckets(("project", project)), token, body), bucket);
    }

    public async ValueTask RemoveBucketAsync(StoreAddress bucket, CancellationToken token)
    {
        var answer = await AskAsync("DELETE", _urls.Bucket(bucket), token);
        if (!answer.IsGood) throw answer.Refused(bucket, _time);
    }

    public async IAsyncEnumerable<BucketFacts> BucketsAsync([EnumeratorCancellation] CancellationToken token)
    {
        var project = _credentials.Project ?? throw new TransferException(Reason.Name, Stage.Request, "gs://: buckets are listed by project, and none is given");
        await foreach (var page in PagesAsync(new StoreAddress(StoreKind.Gs, "", ""), next => _urls.Buckets(("project", project), ("pageToken", next)), token))
            foreach (var bucket in page.Items("items"))
                yield return new BucketFacts(bucket.Text("name") ?? "", GcsObjects.Date(bucket.Text("timeCreated")));
    }

    public ValueTask DisposeAsync() => default;

    async IAsyncEnumerable<JsonElement> PagesAsync(StoreAddress what, Func<string?, WebUrl> url, [EnumeratorCancellation] CancellationToken token)
    {
        string? next = null, marker = null;
        for (var count = 1; ; count++)
        {
            var page = Good(await AskAsync("GET", url(next), token), what);
            yield return page;
            next = page.Text("nextPageToken");
            if (string.IsNullOrEmpty(next)) yield break;
            // A circle of any length comes to the marker in the end (Brent's way), and no more than one token is kept.
            if (next == marker) throw Protocol(what, "the listing's page token repeats");
            if (BitOperations.IsPow2(count)) marker = next;
        }
    }

    WebUrl ListUrl(StoreAddress bucket, in ListDemand demand, string? next) => _urls.Objects(
        bucket,
        ("prefix", demand.Prefix.Length > 0 ? demand.Prefix : null), ("delimiter", demand.Delimiter), ("startOffset", demand.StartAfter),
        ("maxResults", demand.PageSize?.ToString(CultureInfo.InvariantCulture)), ("pageToken", next), ("fields", GcsObjects.ListFields));

    async ValueTask<GcsAnswer> AskAsync(string method, WebUrl url, CancellationToken token, byte[]? body = null, IEnumerable<Header>? more = null)
    {
        List<Header> fields = [.. await _credentials.FieldsAsync(token), .. more ?? []];
        if (body is { Length: > 0 }) fields.Add(new Header("Content-Type", "application/json; charset=UTF-8"));
        return await GcsAnswer.SendAsync(_exchanger, new ExchangeRequest(url, method, fields, body), token);
    }

    JsonElement Good(GcsAnswer answer, StoreAddress address) => answer.IsGood ? answer.Json(Name(address)) : throw answer.Refused(address, _time);

    // As Google's own clients take it: with or without a scheme.
    static WebUrl? Emulator(string? host)
    {
        if (string.IsNullOrEmpty(host)) return null;
        return WebUrl.TryParse(host.Contains("://", StringComparison.Ordinal) ? host : "http://" + host, out var url, out var fault)
            ? url : throw new InvalidDataException("STORAGE_EMULATOR_HOST: " + fault);
    }

    static TransferException Protocol(StoreAddress address, string what) => new(Reason.Protocol, Stage.Body, $"{Name(address)}: {what}");

    static string Name(StoreAddress address) => SafeText.Of(address.ToString());
}
