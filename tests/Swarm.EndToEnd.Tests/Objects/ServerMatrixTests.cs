using System.IO.Compression;
using Swarm.TestSupport;
using Swarm.TestSupport.Objects;
using Swarm.TestSupport.Servers;

namespace Swarm.EndToEnd.Tests.Objects;

/// <summary>Real servers with ranges, gzip and tags on and off: the right file from each.</summary>
public sealed class ServerMatrixTests
{
    static readonly ObjectContent Content = new(11, (12 << 20) + 345);

    [ProgramFact("nginx")]
    public Task From_nginx_every_file_is_right() => EveryFileIsRightAsync("nginx", []);

    [ProgramFact("apache2")]
    public Task From_Apache_every_file_is_right() => EveryFileIsRightAsync("apache2", []);

    [ProgramFact("caddy")]
    public Task From_caddy_every_file_is_right() => EveryFileIsRightAsync("caddy", []);

    [ProgramFact("nginx")]
    public Task From_nginx_every_file_is_right_where_compressed_answers_are_asked_for() => EveryFileIsRightAsync("nginx", ["--compressed"]);

    [ProgramFact("apache2")]
    public Task From_Apache_every_file_is_right_where_compressed_answers_are_asked_for() => EveryFileIsRightAsync("apache2", ["--compressed"]);

    [ProgramFact("caddy")]
    public Task From_caddy_every_file_is_right_where_compressed_answers_are_asked_for() => EveryFileIsRightAsync("caddy", ["--compressed"]);

    static async Task EveryFileIsRightAsync(string program, string[] flags)
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder["server", "root"]);
        await LargeFile.WriteAsync(folder["server", "root", "file.txt"], Content);
        await using var server = await ServerVariants.StartAsync(program, folder["server"]);
        var urls = Variant.All.Select(v => $"{server.Root}/{v.Name}/file.txt");

        // At a rate: slowly enough that there is something to split.
        var ran = await SwarmProgram.RunAsync(["get", .. urls, "-o", folder["out"], "--names", "{path}/{name}{ext}", "--delay", "0", "--per-origin", "8", "--attempts", "3",
            "-D", "segments.connections=4", "-D", "segments.part-size=256KiB", "-D", "segments.min-split=512KiB", "-D", "strategy.backoff.first=10ms", "--rate", "128MiB", "--quiet", .. flags]);
        var log = await server.EndAsync();

        Assert.True(ran.ExitCode == 0, ran.ToString());
        Assert.All(Variant.All, v => Assert.Equal((v, null), (v, Difference(folder["out", v.Name, "file.txt"]))));
        Assert.All(Variant.All.Where(v => !v.Ranges), v => Assert.DoesNotContain(log, r => r.Status == 206 && IsOf(r, v)));
        // Ranges were in the play where they could be.
        Assert.Contains(log, r => r.Status == 206);
        if (flags.Length == 0) Assert.All(Variant.All.Where(v => v.Ranges), v => Assert.Contains(log, r => r.Status == 206 && IsOf(r, v)));
    }

    static bool IsOf(LoggedRequest request, Variant variant) => request.Path.StartsWith($"/{variant.Name}/", StringComparison.Ordinal);

    /// <summary>A coded answer is stored as it was sent.</summary>
    static string? Difference(string file)
    {
        if (!IsGzip(file)) return Content.Difference(file);
        var plain = file + ".plain";
        using (var coded = new GZipStream(File.OpenRead(file), CompressionMode.Decompress))
        using (var whole = File.Create(plain)) coded.CopyTo(whole);
        return Content.Difference(plain);
    }

    static bool IsGzip(string file)
    {
        using var stream = File.OpenRead(file);
        return stream.ReadByte() == 0x1f && stream.ReadByte() == 0x8b;
    }
}
