using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.Stores.S3.Credentials;
using Swarm.Stores.S3.Signing;

namespace Swarm.Stores.S3;

/// <summary>A request of the store's own.</summary>
/// <param name="Address">Its bucket may be empty: the account.</param>
sealed record S3Call(string Method, StoreAddress Address)
{
    /// <summary>Names and values as they are.</summary>
    public (string Name, string Value)[] Query { get; init; } = [];

    public IReadOnlyList<Header> Headers { get; init; } = Domain.Headers.None;

    public byte[]? Body { get; init; }

    public IRequestContent? Content { get; init; }
}

/// <summary>An answer with its whole body.</summary>
readonly record struct S3Answer(ResponseHead Head, ReadOnlyMemory<byte> Body)
{
    public bool IsGood => Head.Status is >= 200 and < 300;
}

/// <summary>Signs requests, sends the store's own and reads their answers, which are small. A wrong clock or region is corrected, and the call made once more.</summary>
sealed class S3Calls(S3Settings settings, IExchanger exchanger, TimeProvider time)
{
    // 1,000 keys of 1,024 bytes, each byte encoded as three.
    const int MostBody = 16 << 20;

    // S3 forgives a quarter of an hour.
    static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(5);

    long _skew;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The answer, whatever its status.</summary>
    public async ValueTask<S3Answer> AskAsync(S3Call call, CancellationToken token)
    {
        var answer = await TryAsync(call, token);
        return !answer.IsGood && Learns(call, answer) ? await TryAsync(call, token) : answer;
    }

    /// <summary>The answer of a call that was granted.</summary>
    /// <exception cref="TransferException">It was refused, or it failed.</exception>
    public async ValueTask<S3Answer> SendAsync(S3Call call, CancellationToken token)
    {
        var answer = await AskAsync(call, token);
        return answer.IsGood ? answer : throw S3Error.Of(answer.Head, answer.Body).At(call.Address, answer.Head, Now);
    }

    /// <summary>Signed for the region of its bucket, but for requests that bring their own authorisation or lead elsewhere.</summary>
    public async ValueTask<ExchangeRequest> AuthoriseAsync(ExchangeRequest request, StoreAddress address, CancellationToken token)
    {
        if (HasItsOwn(request) || !settings.Site.Owns(address.Bucket, request.Url.Origin)) return request;
        if (await settings.Keys.GetAsync(token) is not { } keys) return request with { Headers = WithFields(request.Headers) };
        if (!settings.Site.IsKnown(address.Bucket)) await LearnRegionAsync(address, token);
        // Its region may have been learnt since the URL was made.
        var url = settings.Site.IsAmazon ? settings.Site.UrlOf(address.Bucket, address.Key, request.Url.Query.TrimStart('?').ToString()) : request.Url;
        var headers = SigV4.Sign(request.Method, url, WithFields(request.Headers), Payload(request), keys, Scope(address.Bucket));
        return request with { Url = url, Headers = headers };
    }

    public async ValueTask<string> PresignAsync(StoreAddress address, string method, TimeSpan expires, IReadOnlyList<Header> headers, CancellationToken token)
    {
        if (await settings.Keys.GetAsync(token) is not { } keys) throw new TransferException(Reason.Permission, Stage.Request, "s3: nothing can be presigned without keys");
        if (!settings.Site.IsKnown(address.Bucket)) await LearnRegionAsync(address, token);
        return SigV4.Presign(method, settings.Site.UrlOf(address.Bucket, address.Key), headers, expires, keys, Scope(address.Bucket)).Href;
    }

    /// <summary>A refusal whose words are not known: the clocks themselves must tell.</summary>
    public bool Corrects(ResponseHead refused) => refused.Status == 403 && LearnsTime(refused);

    /// <summary>What a request says itself goes before what all say.</summary>
    IReadOnlyList<Header> WithFields(IReadOnlyList<Header> headers) =>
        settings.Fields.Count == 0 ? headers : [.. headers, .. settings.Fields.Where(field => headers.Find(field.Name) is null)];

    static bool HasItsOwn(ExchangeRequest request) =>
        request.Headers.Find("Authorization") is not null || request.Url.Query.Contains("Signature=", StringComparison.OrdinalIgnoreCase);

    static string Payload(ExchangeRequest request) =>
        request.Headers.Find("x-amz-content-sha256")
        ?? (request.Content is not null ? SigV4.UnsignedPayload : request.Body is { Length: > 0 } body ? SigV4.Hash(body) : SigV4.EmptyPayload);

    SigningScope Scope(string bucket) => new(Now + new TimeSpan(Volatile.Read(ref _skew)), settings.Site.RegionOf(bucket));

    async ValueTask<S3Answer> TryAsync(S3Call call, CancellationToken token)
    {
        var (bucket, key) = (call.Address.Bucket, call.Address.Key);
        var url = settings.Site.UrlOf(bucket, key, CanonicalQuery.Of("", call.Query));
        // Not the asked origin: fields and passwords that the job has for its URLs are not for these calls.
        var request = new ExchangeRequest(url, call.Method, WithFields(call.Headers), call.Body) { Content = call.Content, IsAskedOrigin = false };
        if (await settings.Keys.GetAsync(token) is { } keys)
            request = request with { Headers = SigV4.Sign(call.Method, url, request.Headers, Payload(request), keys, Scope(bucket)) };
        await using var exchange = await exchanger.SendAsync(request, token);
        return new S3Answer(exchange.Head, call.Method == "HEAD" ? default : await ReadAsync(exchange, call.Address, token));
    }

    static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(IExchange exchange, StoreAddress address, CancellationToken token)
    {
        if (exchange.Head.Length > MostBody) throw S3Error.Protocol(address, "the answer is too long");
        var buffer = new byte[exchange.Head.Length is > 0 and { } length ? (int)length + 1 : 4096];
        var filled = 0;
        while (await exchange.ReadAsync(buffer.AsMemory(filled), token) is > 0 and var read)
        {
            filled += read;
            if (filled > MostBody) throw S3Error.Protocol(address, "the answer is too long");
            if (filled == buffer.Length) Array.Resize(ref buffer, filled * 2);
        }

        return buffer.AsMemory(0, filled);
    }

    /// <summary>The refusal says what to do otherwise.</summary>
    bool Learns(S3Call call, S3Answer answer)
    {
        var error = S3Error.Of(answer.Head, answer.Body);
        if (error.Code.Length == 0 ? Corrects(answer.Head) : error.Code == "RequestTimeTooSkewed" && LearnsTime(answer.Head)) return true;
        if (error.Code is "ExpiredToken" or "ExpiredTokenException" or "TokenRefreshRequired") return settings.Keys.Renew();

        return settings.Site.IsAmazon && error is { Status: 301 or 307 or 400 or 403, Region: { } region } && call.Address.Bucket.Length > 0
            && IsRegion(region) && settings.Site.Learn(call.Address.Bucket, region);
    }

    bool LearnsTime(ResponseHead head)
    {
        if (head.Headers.Find("Date") is not { } date || HttpDate.Parse(date) is not { } theirs) return false;
        var skew = theirs - Now;
        if ((skew - new TimeSpan(Volatile.Read(ref _skew))).Duration() < MostSkew) return false;
        Volatile.Write(ref _skew, skew.Ticks);
        return true;
    }

    // Told to anybody, whether the bucket may be read or not.
    async ValueTask LearnRegionAsync(StoreAddress address, CancellationToken token)
    {
        var url = settings.Site.UrlOf(address.Bucket, "");
        await using var exchange = await exchanger.SendAsync(new ExchangeRequest(url, "HEAD", [], null) { IsAskedOrigin = false }, token);
        var region = exchange.Head.Headers.Find("x-amz-bucket-region");
        settings.Site.Learn(address.Bucket, region is not null && IsRegion(region) ? region : settings.Site.Region);
    }

    static bool IsRegion(string text) => text.Length is > 0 and < 40 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
