using System.Text;

namespace Swarm.Domain.Tests.Naming;

/// <summary>What any name must keep to, said independently of the code that makes names.</summary>
static class PortableRules
{
    static readonly string[] s_devices =
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$", .. "0123456789¹²³".SelectMany(d => new[] { "COM" + d, "LPT" + d })];

    public static string? Fault(string path)
    {
        if (path.Length == 0 || path[0] == '/' || Encoding.UTF8.GetByteCount(path) > 1100) return "path";
        var segments = path.Split('/');
        if (segments.Length > 20) return "depth";
        if (Path.GetFullPath(path, "/out") != "/out/" + path) return "not contained";
        return segments.Select(SegmentFault).FirstOrDefault(f => f is not null);
    }

    static string? SegmentFault(string segment)
    {
        if (segment is "" or "." or "..") return "dots";
        if (Encoding.UTF8.GetByteCount(segment) > 200) return "length";
        if (segment.Any(c => c < ' ' || c is >= '\u007f' and < '\u00a0' || "<>:\"/\\|?*".Contains(c, StringComparison.Ordinal))) return "character";
        if (segment.Any(c => c is '\u200e' or '\u200f' or '\u061c' or '\ufeff' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069'))) return "bidi";
        if (segment[^1] is '.' or ' ') return "end";
        if (s_devices.Contains(segment.Split('.')[0].TrimEnd(' '), StringComparer.OrdinalIgnoreCase)) return "device";
        if (!segment.IsNormalized()) return "NFC";
        if (segment.EndsWith(".part", StringComparison.OrdinalIgnoreCase)) return "ours";
        return segment.Equals(".swarm", StringComparison.OrdinalIgnoreCase) ? "ours" : null;
    }
}
