using System.Globalization;
using Swarm.TestSupport;
using Swarm.TestSupport.Servers;

namespace Swarm.EndToEnd.Tests;

/// <summary>
/// nginx with 10,000 URLs: most are files, some are gone, and some are faults, scripted behind nginx so that its log has them all:
/// 503, 429, a reset and a cut body at the first request, and 503 for ever.
/// </summary>
sealed class FaultySite : IAsyncDisposable
{
    public const int Gone = 300, Busy = 300, Waiting = 200, Resets = 50, Cuts = 50, Never = 20, Files = 10_000 - Gone - Busy - Waiting - Resets - Cuts - Never;
    static readonly byte[] Noise = HttpWire.Noise(1 << 16);
    readonly ScriptedOrigin _faults;
    readonly NginxServer _nginx;

    FaultySite(ScriptedOrigin faults, NginxServer nginx) => (_faults, _nginx) = (faults, nginx);

    public string Root => _nginx.Root;

    public static async Task<FaultySite> StartAsync(string folder)
    {
        var files = Directory.CreateDirectory(Path.Combine(folder, "root", "f")).FullName;
        for (var i = 0; i < Files; i++) await File.WriteAllBytesAsync(Path.Combine(files, Name(i)), Body($"/f/{Name(i)}"));
        var faults = new ScriptedOrigin();
        Script(faults, "busy", Busy, _ => Reply.Status(503));
        Script(faults, "wait", Waiting, _ => Reply.Status(429, "Retry-After: 1"));
        Script(faults, "reset", Resets, _ => Reply.RawThenReset(""));
        Script(faults, "cut", Cuts, path => Reply.Cut(Body(path), Body(path).Length / 2));
        for (var i = 0; i < Never; i++) faults.On($"/never/{Name(i)}", Reply.Status(503));
        return new FaultySite(faults, await NginxServer.StartAsync(folder, Locations(faults.Root)));
    }

    /// <summary>All URLs in a seeded order. Those which answer 429 stand together: each one makes its origin wait.</summary>
    public IReadOnlyList<string> Urls()
    {
        var paths = Paths("f", Files).Concat(Paths("gone", Gone)).Concat(Paths("busy", Busy)).Concat(Paths("reset", Resets)).Concat(Paths("cut", Cuts))
            .Concat(Paths("never", Never)).ToArray();
        new Random(2).Shuffle(paths);
        return [.. paths[..4000].Concat(Paths("wait", Waiting)).Concat(paths[4000..]).Select(path => Root + path)];
    }

    public static bool CanBeHad(string path) => !path.StartsWith("/gone/", StringComparison.Ordinal) && !path.StartsWith("/never/", StringComparison.Ordinal);

    public static byte[] Body(string path)
    {
        var seed = int.Parse(path.AsSpan(path.Length - 9, 5), CultureInfo.InvariantCulture) + path[1] * 101;
        return Noise.AsSpan(seed % 20_000, 500 + seed % 7_000).ToArray();
    }

    public Task<IReadOnlyList<NginxRequest>> StopAsync() => _nginx.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _nginx.DisposeAsync();
        await _faults.DisposeAsync();
    }

    static void Script(ScriptedOrigin faults, string kind, int count, Func<string, OriginScript> first)
    {
        foreach (var path in Paths(kind, count)) faults.On(path, first(path), Reply.Ok(Body(path)));
    }

    static IEnumerable<string> Paths(string kind, int count) => Enumerable.Range(0, count).Select(i => $"/{kind}/{Name(i)}");

    static string Name(int i) => i.ToString("D5", CultureInfo.InvariantCulture) + ".bin";

    /// <summary>Where the script resets, nginx resets as well: a gateway's 502 becomes 444, which ends the connection.</summary>
    static string Locations(string faults) => $$"""
        location ~ ^/(busy|wait|reset|cut|never)/ { proxy_pass {{faults}}; proxy_buffering off; error_page 502 = @reset; }
        location @reset { return 444; }
        """;
}
