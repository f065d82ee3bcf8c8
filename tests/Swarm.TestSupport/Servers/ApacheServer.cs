using System.Globalization;

namespace Swarm.TestSupport.Servers;

/// <summary>A real Apache httpd; tests that use it are <c>[ProgramFact("apache2")]</c>.</summary>
public sealed class ApacheServer : IWebServer
{
    const string Modules = "/usr/lib/apache2/modules";
    readonly ForegroundServer _server;
    readonly string _folder;

    ApacheServer(ForegroundServer server, string folder) => (_server, _folder) = (server, folder);

    public string Root => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_server.Port}");

    /// <param name="folder">New; what is in its <c>root</c> is served, to workers of another user where this one is root.</param>
    /// <param name="locations">Directives beside what serves <c>root</c>.</param>
    public static async Task<ApacheServer> StartAsync(string folder, string locations)
    {
        Directory.CreateDirectory(folder);
        for (var above = new DirectoryInfo(folder); above.FullName.StartsWith(Path.GetTempPath(), StringComparison.Ordinal); above = above.Parent!) LetIn(above);
        return new ApacheServer(await ForegroundServer.StartAsync(folder, "apache.conf", locations, config => ["apache2", "-D", "FOREGROUND", "-f", config], ("@MODULES@", Modules)), folder);
    }

    public async Task<IReadOnlyList<LoggedRequest>> EndAsync()
    {
        await _server.EndAsync();
        return [.. (await File.ReadAllLinesAsync(Path.Combine(_folder, "access.log"))).Select(line => line.Split(' ')).Select(p =>
            new LoggedRequest(p[0], p[1], int.Parse(p[2], CultureInfo.InvariantCulture), long.Parse(p[3], CultureInfo.InvariantCulture)))];
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    static void LetIn(DirectoryInfo folder)
    {
        if (!OperatingSystem.IsWindows())
            folder.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    }
}
