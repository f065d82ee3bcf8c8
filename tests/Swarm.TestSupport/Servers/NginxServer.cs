using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Swarm.TestSupport.Servers;

/// <summary>One request as nginx logged it when it had ended.</summary>
/// <param name="Target">Path and query as they were sent.</param>
public sealed record NginxRequest(double Time, string Method, string Target, int Status, long Bytes, long Connection);

/// <summary>A real nginx on a free port of loopback, with a folder of its own; tests that use it are <c>[ProgramFact("nginx")]</c>.</summary>
public sealed class NginxServer : IWebServer
{
    static readonly string Scripts = Path.Combine(Fixtures.RepoRoot, "config", "servers");
    readonly string _folder;

    NginxServer(string folder, int port) => (_folder, Port) = (folder, port);

    public int Port { get; }

    /// <summary>Scheme, host and port, without a slash.</summary>
    public string Root => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");

    /// <param name="folder">New; what is in its <c>root</c> is served.</param>
    /// <param name="locations">Location blocks of nginx's configuration, beside what <c>root</c> serves.</param>
    public static async Task<NginxServer> StartAsync(string folder, string locations = "")
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "locations.conf");
        await File.WriteAllTextAsync(file, locations);
        for (var trial = 1; ; trial++)
        {
            var port = FreePort();
            var started = await Command.RunAsync(Path.Combine(Scripts, "nginx-start.sh"), [folder, port.ToString(CultureInfo.InvariantCulture), file]);
            if (started.ExitCode == 0) return new NginxServer(folder, port);
            if (trial == 3) throw new InvalidOperationException("nginx does not start: " + started.Errors);
        }
    }

    /// <summary>Ends nginx in good order; what it logged is complete then.</summary>
    public async Task<IReadOnlyList<NginxRequest>> StopAsync()
    {
        await DisposeAsync();
        return [.. (await File.ReadAllLinesAsync(Path.Combine(_folder, "access.log"))).Select(Parse)];
    }

    public async Task<IReadOnlyList<LoggedRequest>> EndAsync() =>
        [.. (await StopAsync()).Select(r => new LoggedRequest(r.Method, r.Target.Split('?')[0], r.Status, r.Bytes))];

    public async ValueTask DisposeAsync() => await Command.RunAsync(Path.Combine(Scripts, "nginx-stop.sh"), [_folder]);

    static NginxRequest Parse(string line)
    {
        var parts = line.Split(' ');
        return new NginxRequest(double.Parse(parts[0], CultureInfo.InvariantCulture), parts[1], parts[2], int.Parse(parts[3], CultureInfo.InvariantCulture),
            long.Parse(parts[4], CultureInfo.InvariantCulture), long.Parse(parts[5], CultureInfo.InvariantCulture));
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
