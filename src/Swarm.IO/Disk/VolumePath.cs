using System.Text;

namespace Swarm.IO.Disk;

/// <summary>A relative path that has passed the gate: plain segments only, none of them able to lead out of the root.</summary>
readonly struct VolumePath
{
    /// <summary>Longest segment that Linux's file systems take, in bytes of UTF-8.</summary>
    internal const int SegmentBytes = 255;

    /// <summary>Where the state lives; no URL's file may go there.</summary>
    const string Reserved = ".swarm";

    static readonly string Forbidden = OperatingSystem.IsWindows() ? "\0\\:*?\"<>|" : "\0";

    readonly int _slash;

    VolumePath(string text, int slash) => (Text, _slash, Name) = (text, slash, slash < 0 ? text : text[(slash + 1)..]);

    internal string Text { get; }

    internal string Name { get; }

    /// <summary>Empty for the root.</summary>
    internal ReadOnlySpan<char> Folder => _slash < 0 ? default : Text.AsSpan(0, _slash);

    /// <exception cref="Domain.TransferException">Name.</exception>
    internal static VolumePath Parse(string text)
    {
        if (Fault(text) is { } why) throw DiskFaults.BadPath(text, why);
        return new VolumePath(text, text.LastIndexOf('/'));
    }

    internal static VolumePath? TryParse(string text) => Fault(text) is null ? new VolumePath(text, text.LastIndexOf('/')) : null;

    static string? Fault(string text)
    {
        if (text.AsSpan().ContainsAny(Forbidden)) return "it holds a character that no file name can have";
        var first = true;
        foreach (var range in text.AsSpan().Split('/'))
        {
            var segment = text.AsSpan()[range];
            if (segment.IsEmpty) return "a segment of the path is empty";
            if (segment is "." or "..") return "the path leads out of the output folder";
            if (first && segment.Equals(Reserved, StringComparison.OrdinalIgnoreCase)) return $"'{Reserved}' is the state's own folder";
            if (segment.Length > SegmentBytes / 3 && Encoding.UTF8.GetByteCount(segment) > SegmentBytes) return "a name in it is longer than 255 bytes";
            first = false;
        }
        return null;
    }
}
