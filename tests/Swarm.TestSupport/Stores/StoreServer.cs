using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Swarm.TestSupport.Servers;

namespace Swarm.TestSupport.Stores;

/// <summary>A real object store on loopback, started once for all tests of this process and ended with it, however it ends.</summary>
public sealed class StoreServer
{
    static readonly string Scripts = Path.Combine(Fixtures.RepoRoot, "config", "servers");

    StoreServer(int port) => Port = port;

    public int Port { get; }

    /// <summary>Scheme, address and port, without a slash.</summary>
    public string Root => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");

    /// <param name="running">The environment variable that names the port of one that runs already.</param>
    /// <param name="ports">Ports from the first on that it needs.</param>
    internal static async Task<StoreServer> StartAsync(string script, string running, int[] ports)
    {
        if (int.TryParse(Environment.GetEnvironmentVariable(running), CultureInfo.InvariantCulture, out var port)) return new StoreServer(port);
        for (var trial = 1; ; trial++)
        {
            var folder = Directory.CreateTempSubdirectory("swarm-store-").FullName;
            port = FreeBlock(ports);
            Watch(folder);
            var started = await Command.RunAsync(Path.Combine(Scripts, script), [folder, port.ToString(CultureInfo.InvariantCulture)], TimeSpan.FromMinutes(4));
            if (started.ExitCode == 0) return new StoreServer(port);
            if (trial == 3) throw new InvalidOperationException($"{script} does not start: {started.Errors}");
        }
    }

    // A shell beside us: a test run that is killed leaves no server behind either.
    static void Watch(string folder)
    {
        var script = $"while kill -0 {Environment.ProcessId} 2>/dev/null; do sleep 0.5; done; {Scripts}/stores-stop.sh {folder}; rm -rf {folder}";
        using var shell = Process.Start("setsid", ["-f", "bash", "-c", $"exec </dev/null >/dev/null 2>&1; {script}"]);
    }

    // Below the ports that the system gives out by itself.
    static int FreeBlock(int[] ports)
    {
        while (true)
        {
            var first = Random.Shared.Next(200, 640) * 50;
            if (ports.All(port => IsFree(first + port))) return first;
        }
    }

    static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

/// <summary>Ceph's object gateway; tests that use it need the programs <c>radosgw</c>, <c>ceph-mon</c>, <c>ceph-osd</c> and <c>ceph</c>.</summary>
public static class CephServer
{
    /// <summary>The key pair of its only user.</summary>
    public const string KeyId = "AKIAIOSFODNN7EXAMPLE", Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    /// <summary>Buckets as hosts are below it.</summary>
    public const string Domain = "s3.localhost";

    static readonly Once<StoreServer> s_one =
        new(() => StoreServer.StartAsync("ceph-start.sh", "SWARM_CEPH_PORT", [0, 1, 2, .. Enumerable.Range(10, 31)]));

    public static Task<StoreServer> StartedAsync() => s_one.GetAsync();
}

/// <summary>OpenStack Swift with its S3 API; tests that use it need the programs <c>swift-proxy-server</c> and <c>memcached</c>.</summary>
public static class SwiftServer
{
    public const string KeyId = "test:tester", Secret = "testing";

    static readonly Once<StoreServer> s_one = new(() => StoreServer.StartAsync("swift-start.sh", "SWARM_SWIFT_PORT", [0, 1, 2, 3, 4]));

    public static Task<StoreServer> StartedAsync() => s_one.GetAsync();
}
