using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Swarm.TestSupport.Stores;

/// <summary>
/// Google Cloud Storage as far as clients of objects see it, on loopback and in memory: strict about fields, ranges, tokens, generations and signatures,
/// and wrong wherever its script says.
/// </summary>
public sealed class GcsStub : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly GcsBuckets _buckets = new();
    readonly GcsObjectsApi _objects;
    readonly GcsUploadsApi _uploads;
    readonly GcsMediaApi _media;
    readonly ConcurrentQueue<GcsRequest> _requests = new();

    GcsStub()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        _app = builder.Build();
        _app.Run(ServeAsync);
        (_objects, _uploads, _media) = (new GcsObjectsApi(_buckets), new GcsUploadsApi(_buckets, () => Root), new GcsMediaApi(_buckets));
    }

    /// <summary>Scheme, host and port, without a slash.</summary>
    public string Root { get; private set; } = "";

    public GcsFaults Faults { get; } = new();

    /// <summary>Who may come; by default anybody.</summary>
    public GcsTokens Tokens { get; } = new();

    public long RewritePerCall
    {
        get => _objects.RewritePerCall;
        set => _objects.RewritePerCall = value;
    }

    public IReadOnlyCollection<GcsRequest> Requests => _requests;

    /// <summary>Sessions that were neither completed nor ended.</summary>
    public int OpenSessions => _buckets.Sessions.Values.Count(session => session.Made is null);

    public static async Task<GcsStub> StartAsync(params string[] buckets)
    {
        var stub = new GcsStub();
        await stub._app.StartAsync();
        stub.Root = stub._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        foreach (var bucket in buckets) stub._buckets.Make(bucket);
        return stub;
    }

    /// <summary>What an object holds, or null.</summary>
    public byte[]? Bytes(string bucket, string name) => _buckets.Find(bucket, name)?.Bytes;

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    async Task ServeAsync(HttpContext context)
    {
        var target = GcsAsk.RawTarget(context);
        var path = target.Split('?')[0];
        var call = GcsRoute.CallOf(context.Request, path, target);
        var fault = Faults.Take(call);
        if (fault?.Kind == GcsFaultKind.Cut)
        {
            context.Abort();
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var ask = new GcsAsk(context, path, body.ToArray(), call, fault);
        _requests.Enqueue(new GcsRequest(call, ask.Method, target, ask.Fields.ToDictionary(f => f.Name, f => f.Value, StringComparer.OrdinalIgnoreCase), body.Length));
        var reply = Answer(ask);
        if (fault?.Kind == GcsFaultKind.LoseAnswer) context.Abort();
        else await WriteAsync(context, reply);
    }

    GcsReply Answer(GcsAsk ask)
    {
        try
        {
            if (ask.Fault?.Kind == GcsFaultKind.NoJson) return new GcsReply(200, "no JSON"u8.ToArray());
            if (ask.Fault?.Kind == GcsFaultKind.Refuse)
            {
                var refusal = GcsReply.Error(ask.Fault.Status, "backendError", "We encountered an internal error. Please try again.");
                return ask.Fault.RetryAfter is { } wait ? refusal with { Fields = [.. refusal.Fields, ("Retry-After", wait)] } : refusal;
            }

            if (ask.Call == GcsCall.Token) return Tokens.Answer(ask);
            return Refusal(ask) ?? Routed(ask);
        }
        catch (GcsRefusal refusal)
        {
            return refusal.Reply;
        }
    }

    // Whoever has a session's URL, or a signed one, needs no token.
    GcsReply? Refusal(GcsAsk ask) => ask.Query("X-Goog-Signature") is not null
        ? GcsSignedUrls.Refusal(ask)
        : ask.Call is GcsCall.Chunk or GcsCall.Query or GcsCall.Abort ? null : Tokens.Refusal(ask);

    GcsReply Routed(GcsAsk ask)
    {
        var route = GcsRoute.Parse(ask.Path);
        return route switch
        {
            { Api: "upload", Bucket: { } bucket } => _uploads.Answer(ask, bucket),
            { Api: "storage", Bucket: null } => _objects.Buckets(ask),
            { Api: "storage", Bucket: { } bucket, IsObjects: false } => _objects.Bucket(ask, bucket),
            { Api: "storage", Bucket: { } bucket, Name: null } => _objects.List(ask, bucket),
            { Api: "storage", Bucket: { } bucket, Name: { } name, Target: { } to } => _objects.Rewrite(ask, (bucket, name), to),
            { Api: "storage", Bucket: { } bucket, Name: { } name } when ask.Query("alt") != "media" => _objects.Object(ask, bucket, name),
            { Bucket: { } bucket, Name: { } name } => _media.Answer(ask, bucket, name),
            _ => GcsReply.NotFound(ask.Path),
        };
    }

    static async Task WriteAsync(HttpContext context, GcsReply reply)
    {
        context.Response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Fields) context.Response.Headers.Append(name, value);
        if (reply.Status is 204 or 304) return;
        context.Response.ContentLength = reply.Body.Length;
        if (context.Request.Method != "HEAD") await context.Response.Body.WriteAsync(reply.Body, context.RequestAborted);
    }
}
