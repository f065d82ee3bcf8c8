using System.Globalization;
using System.Text.Json;

namespace Swarm.TestSupport.Servers;

/// <summary>A real caddy; tests that use it are <c>[ProgramFact("caddy")]</c>.</summary>
public sealed class CaddyServer : IWebServer
{
    readonly ForegroundServer _server;
    readonly string _folder;

    CaddyServer(ForegroundServer server, string folder) => (_server, _folder) = (server, folder);

    public string Root => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_server.Port}");

    /// <param name="folder">New; what is in its <c>root</c> is served.</param>
    /// <param name="locations">Directives of the site beside what serves <c>root</c>.</param>
    public static async Task<CaddyServer> StartAsync(string folder, string locations) =>
        new(await ForegroundServer.StartAsync(folder, "caddy.conf", locations, config => ["caddy", "run", "--adapter", "caddyfile", "--config", config]), folder);

    public async Task<IReadOnlyList<LoggedRequest>> EndAsync()
    {
        await _server.EndAsync();
        return [.. (await File.ReadAllLinesAsync(Path.Combine(_folder, "access.log"))).Select(Parse)];
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    static LoggedRequest Parse(string line)
    {
        using var entry = JsonDocument.Parse(line);
        var request = entry.RootElement.GetProperty("request");
        return new LoggedRequest(request.GetProperty("method").GetString()!, request.GetProperty("uri").GetString()!.Split('?')[0],
            entry.RootElement.GetProperty("status").GetInt32(), entry.RootElement.GetProperty("size").GetInt64());
    }
}
