using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Swarm.Domain;
using Swarm.IO.Http;
using Swarm.TestSupport;

namespace Swarm.IO.Tests.Http;

public sealed class Http2Tests
{
    static readonly byte[] Body = HttpWire.Noise(300_000);

    static async Task<(WebApplication Server, string Root)> StartAsync(HttpProtocols protocols, bool secure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = protocols;
            if (secure) listen.UseHttps(Certificates.For("127.0.0.1"));
        }));
        var app = builder.Build();
        app.MapGet("/whole", () => Results.Bytes(Body));
        app.MapGet("/streamed", async (HttpContext context) => await context.Response.Body.WriteAsync(Body));
        app.MapGet("/cut", async (HttpContext context) =>
        {
            context.Response.ContentLength = Body.Length;
            await context.Response.Body.WriteAsync(Body.AsMemory(0, 1000));
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        await app.StartAsync();
        return (app, app.Urls.First());
    }

    [Theory]
    [InlineData(HttpVersionChoice.Auto, HttpProtocols.Http1AndHttp2, true, "2.0")]
    [InlineData(HttpVersionChoice.Http11, HttpProtocols.Http1AndHttp2, true, "1.1")]
    [InlineData(HttpVersionChoice.Auto, HttpProtocols.Http1, true, "1.1")]
    [InlineData(HttpVersionChoice.Auto, HttpProtocols.Http1, false, "1.1")]
    [InlineData(HttpVersionChoice.Http2, HttpProtocols.Http2, false, "2.0")]
    public async Task The_version_is_as_chosen_and_bodies_are_whole(HttpVersionChoice choice, HttpProtocols server, bool secure, string version)
    {
        var (app, root) = await StartAsync(server, secure);
        await using var stop = app;
        await using var http = Fetching.Exchanger(new HttpOptions { Version = choice, Insecure = true });
        foreach (var path in (string[])["/whole", "/streamed"])
        {
            var got = await http.FetchAsync(root + path);
            Assert.Equal((version, false, (Failure?)null), (got.Head?.HttpVersion.ToString(), got.Head?.LengthUnknown, got.Failure));
            Assert.Equal(Body, got.Body);
        }
    }

    [Fact]
    public async Task A_stream_that_is_reset_is_not_complete()
    {
        var (app, root) = await StartAsync(HttpProtocols.Http2, false);
        await using var stop = app;
        await using var http = Fetching.Exchanger(new HttpOptions { Version = HttpVersionChoice.Http2 });
        var got = await http.FetchAsync(root + "/cut");
        Assert.Equal((200, Reason.Reset), (got.Head?.Status, got.Failure?.Reason));
    }

    [Fact]
    public async Task Where_HTTP_2_was_asked_for_nothing_else_will_do()
    {
        var (app, root) = await StartAsync(HttpProtocols.Http1, true);
        await using var stop = app;
        await using var http = Fetching.Exchanger(new HttpOptions { Version = HttpVersionChoice.Http2, Insecure = true });
        Assert.Equal(Reason.Tls, (await http.FetchAsync(root + "/whole")).Failure?.Reason);
    }
}
