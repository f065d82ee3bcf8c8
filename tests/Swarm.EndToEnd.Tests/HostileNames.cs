using System.Text.Json;
using Swarm.TestSupport;

namespace Swarm.EndToEnd.Tests;

/// <summary>URLs and names that try to leave the output folder.</summary>
static class HostileNames
{
    static readonly string[] Climbs =
    [
        "../", "%2e%2e/", ".%2e/", "%2E%2E%2F", "..%2f", "..%5c", "..\\", "%2e%2e%5c", "%252e%252e%252f", "..%252f", "....//", "..;/", "..%00/", "%c0%ae%c0%ae/", "..%c0%af",
        "./../", "a/../../", "..//", ".../", "%uff0e%uff0e/", "．．/", "..\u2215", "..\u2044", "~/", "~root/",
    ];

    static readonly string[] Targets =
    [
        "canary.txt", "etc/passwd", ".ssh/authorized_keys", ".bashrc", "/etc/passwd", "//etc/passwd", "C:\\canary.txt", "\\\\?\\C:\\canary.txt", "CON", "NUL.txt", "aux ", "x:stream",
        "x.", ".swarm/state.db", ".swarm", "x.part", ".", "..", "",
    ];

    public static IEnumerable<string> Lines(string root)
    {
        var number = 0;
        foreach (var text in JsonSerializer.Deserialize<string[]>(File.ReadAllText(Fixtures.Path("names/blns.json")))!)
        {
            yield return Line(root + "/" + text);
            yield return Line(root + "/q?name=" + text);
            yield return Line($"{root}/e/{Uri.EscapeDataString(text)}");
            yield return Line($"{root}/o/{++number}", text);
        }

        foreach (var climb in Climbs)
            foreach (var target in Targets)
            {
                var path = string.Concat(Enumerable.Repeat(climb, 1 + ++number % 6)) + target;
                yield return Line(root + "/" + path);
                yield return Line($"{root}/o/{number}", path);
            }
    }

    /// <summary>As a server would name its file, by the request's length.</summary>
    public static string Disposition(string target)
    {
        var path = string.Concat(Enumerable.Repeat(Climbs[target.Length % Climbs.Length], 3)) + Targets[target.Length % Targets.Length];
        return target.Length % 2 == 0
            ? $"attachment; filename=\"{path.Replace("\\", "\\\\", StringComparison.Ordinal)}\""
            : $"attachment; filename*=UTF-8''{Uri.EscapeDataString(path)}";
    }

    static string Line(string url, string? name = null) => name is null
        ? JsonSerializer.Serialize(new { url })
        : JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal) { ["url"] = url, ["out"] = name });
}
