using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Swarm.TestSupport;

namespace Swarm.EndToEnd.Tests;

/// <summary>What a traced program changed in the file system, by what the kernel says it opened, made, renamed and removed.</summary>
static partial class Strace
{
    /// <summary>A file for each thread, so that no line is torn; every descriptor with its path.</summary>
    public static string[] Options { get; } =
        ["-f", "-ff", "-qq", "-y", "-s", "4096", "-e", "trace=open,openat,openat2,creat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,truncate"];

    /// <summary>Devices and the process's own records are no files.</summary>
    static readonly string[] Harmless = ["/dev/null", "/dev/tty", "/dev/zero", "/proc/"];

    public static bool Works { get; } = Try();

    public static IEnumerable<string> Changes(string folder) =>
        Directory.EnumerateFiles(folder, "trace*").SelectMany(File.ReadLines).SelectMany(Changed).Where(p => !Harmless.Any(h => p.StartsWith(h, StringComparison.Ordinal)));

    static IEnumerable<string> Changed(string line)
    {
        if (line.Contains(") = -1 ", StringComparison.Ordinal)) return [];
        if (line.StartsWith("open", StringComparison.Ordinal) || line.StartsWith("creat(", StringComparison.Ordinal))
            return Writes().IsMatch(line) && Opened().Match(line) is { Success: true } opened ? [Unescape(opened.Groups["path"].Value)] : [];
        return Named().Matches(line).Select(m => Path.GetFullPath(Unescape(m.Groups["name"].Value), m.Groups["at"].Success ? Unescape(m.Groups["at"].Value) : "/"));
    }

    static string Unescape(string text) => text.Contains('\\', StringComparison.Ordinal)
        ? Encoding.UTF8.GetString([.. Octal().Matches(text).SelectMany(m => m.Groups["o"].Success
            ? [Convert.ToByte(m.Groups["o"].Value, 8)]
            : m.Groups["c"].Success ? [(byte)Control(m.Groups["c"].Value[0])] : Encoding.UTF8.GetBytes(m.Value))])
        : text;

    static char Control(char c) => c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'v' => '\v', 'f' => '\f', _ => c };

    static bool Try()
    {
        try
        {
            using var strace = Process.Start(new ProcessStartInfo("strace", ["-o", "/dev/null", "true"]) { UseShellExecute = false, RedirectStandardError = true })!;
            strace.WaitForExit();
            return strace.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    [GeneratedRegex(@"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND|^creat\(", RegexOptions.ExplicitCapture)]
    private static partial Regex Writes();

    [GeneratedRegex(@"\) = \d+<(?<path>.*)>$", RegexOptions.ExplicitCapture)]
    private static partial Regex Opened();

    [GeneratedRegex("""(<(?<at>[^>]*)>, )?"(?<name>([^"\\]|\\.)*)"(?!\.\.\.)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Named();

    [GeneratedRegex(@"\\(?<o>[0-7]{1,3})|\\(?<c>.)|[^\\]+", RegexOptions.ExplicitCapture)]
    private static partial Regex Octal();
}

/// <summary>A theory that is skipped where its fixture is missing or no program may be traced.</summary>
sealed class StraceTheoryAttribute : TheoryAttribute
{
    public StraceTheoryAttribute(string fixture) =>
        Skip = !Fixtures.Exist(fixture) ? string.Create(CultureInfo.InvariantCulture, $"needs ../shared/fixtures/{fixture}, which is not beside this clone")
            : Strace.Works ? null : "needs strace, and leave to trace";
}
