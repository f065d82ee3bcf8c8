using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Swarm.TestSupport.Stores;

/// <summary>
/// EC2's metadata service in its second version, which answers nothing without a token it gave and that still holds, and a container's service at
/// <c>/container</c>. Each fetch of keys gives new ones: <c>KEY1</c>, <c>KEY2</c> …
/// </summary>
public sealed class MetadataServer : IAsyncDisposable
{
    public const string ContainerToken = "Bearer container";
    const string Role = "a-role";

    readonly ConcurrentDictionary<string, DateTimeOffset> _tokens = new(StringComparer.Ordinal);
    readonly WebApplication _app;
    int _keys;

    MetadataServer()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        _app = builder.Build();
        _app.UseRouting();
        _app.MapPut("/latest/api/token", Token);
        _app.MapGet("/latest/meta-data/iam/security-credentials/{*role}", (HttpContext context, string? role) => ForHolders(context, () =>
            string.IsNullOrEmpty(role) ? Results.Text(Role) : role == Role ? Keys() : Results.NotFound()));
        _app.MapGet("/latest/meta-data/iam/info", (HttpContext context) => ForHolders(context, () =>
            Results.Text("""{ "Code": "Success", "LastUpdated": "2026-01-01T00:00:00Z", "InstanceProfileArn": "arn:aws:iam::1:instance-profile/a-role", "InstanceProfileId": "A" }""")));
        _app.MapGet("/container", (HttpContext context) => context.Request.Headers.Authorization == ContainerToken ? Keys() : Results.Unauthorized());
    }

    public string Root => _app.Urls.First();

    /// <summary>How long the keys that are given hold.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(6);

    /// <summary>Keys given so far.</summary>
    public int Given => _keys;

    public static async Task<MetadataServer> StartAsync()
    {
        var server = new MetadataServer();
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    IResult Token(HttpContext context)
    {
        if (!int.TryParse(context.Request.Headers["X-aws-ec2-metadata-token-ttl-seconds"], CultureInfo.InvariantCulture, out var ttl) || ttl is < 1 or > 21600)
            return Results.BadRequest();
        var token = Guid.NewGuid().ToString("N");
        _tokens[token] = TimeProvider.System.GetUtcNow().AddSeconds(ttl);
        context.Response.Headers["X-aws-ec2-metadata-token-ttl-seconds"] = ttl.ToString(CultureInfo.InvariantCulture);
        return Results.Text(token);
    }

    IResult ForHolders(HttpContext context, Func<IResult> answer)
    {
        var token = context.Request.Headers["X-aws-ec2-metadata-token"].ToString();
        return _tokens.TryGetValue(token, out var end) && end > TimeProvider.System.GetUtcNow() ? answer() : Results.Unauthorized();
    }

    IResult Keys()
    {
        var number = Interlocked.Increment(ref _keys);
        var end = TimeProvider.System.GetUtcNow() + Lifetime;
        return Results.Text(string.Create(CultureInfo.InvariantCulture, $$"""
            { "Code": "Success", "Type": "AWS-HMAC", "AccessKeyId": "KEY{{number}}", "SecretAccessKey": "SECRET{{number}}", "Token": "TOKEN{{number}}",
              "LastUpdated": "{{end - Lifetime:yyyy-MM-ddTHH:mm:ssZ}}", "Expiration": "{{end:yyyy-MM-ddTHH:mm:ssZ}}" }
            """), "application/json");
    }
}
