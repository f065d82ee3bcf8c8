using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Swarm.TestSupport.Servers;

/// <summary>A server program that runs in the foreground, below this process: it takes connections when this returns, and is gone when this is disposed of.</summary>
sealed class ForegroundServer : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    readonly Command _command;

    ForegroundServer(Command command, int port) => (_command, Port) = (command, port);

    public int Port { get; }

    /// <param name="folder">Made where it is missing; the configuration is written there, and what is in its <c>root</c> is served.</param>
    /// <param name="template">In <c>config/servers</c>: <c>@FOLDER@</c>, <c>@PORT@</c> and <c>@LOCATIONS@</c> are filled in, and what <paramref name="more"/> has.</param>
    /// <param name="start">Of the configuration's path makes the command line.</param>
    public static async Task<ForegroundServer> StartAsync(
        string folder, string template, string locations, Func<string, string[]> start, params (string Name, string Value)[] more)
    {
        Directory.CreateDirectory(Path.Combine(folder, "root"));
        var (config, include) = (Path.Combine(folder, template), Path.Combine(folder, "locations.conf"));
        await File.WriteAllTextAsync(include, locations);
        var text = await File.ReadAllTextAsync(Path.Combine(Fixtures.RepoRoot, "config", "servers", template));
        foreach (var (name, value) in more) text = text.Replace(name, value, StringComparison.Ordinal);
        for (var trial = 1; ; trial++)
        {
            var port = FreePort();
            await File.WriteAllTextAsync(config, text.Replace("@FOLDER@", folder, StringComparison.Ordinal).Replace("@LOCATIONS@", include, StringComparison.Ordinal)
                .Replace("@PORT@", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
            var line = start(config);
            // Servers are not on every user's PATH, and whatever one keeps of its own is kept in the folder.
            var command = Command.Start("env",
                [$"PATH={Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin", "XDG_CONFIG_HOME=" + folder, "XDG_DATA_HOME=" + folder, .. line], folder);
            if (await AnswersAsync(command, port)) return new ForegroundServer(command, port);
            var said = command.Output + command.Errors;
            await command.DisposeAsync();
            if (trial == 3) throw new InvalidOperationException($"{line[0]} does not start: {said}");
        }
    }

    /// <summary>SIGINT, and waits for the end: what it logs is complete then.</summary>
    public async Task EndAsync()
    {
        if (_command.HasEnded) return;
        _command.Interrupt();
        await _command.EndAsync(Patience);
    }

    public ValueTask DisposeAsync() => _command.DisposeAsync();

    static async Task<bool> AnswersAsync(Command command, int port)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!command.HasEnded && !patience.IsCancellationRequested)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port);
                return true;
            }
            catch (SocketException)
            {
                await Task.Delay(20);
            }
        }

        return false;
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
