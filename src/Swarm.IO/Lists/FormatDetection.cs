using System.Text;
using Swarm.IO.Lists.Formats;

namespace Swarm.IO.Lists;

/// <summary>
/// Tells a list's format by the first line that is neither blank nor a comment: <c>{</c> begins JSONL; a digest and a name is a checksum file; a comma-separated
/// line without <c>://</c> that has a field <c>url</c> is CSV. What is left is aria2's format, of which plain lines are a part; from a pipe it is plain
/// unless a TAB or an option is in sight, so that no URL is held back for options that may never come.
/// </summary>
static class FormatDetection
{
    /// <summary>False: more has to be read first.</summary>
    /// <param name="enough">No more will come, or no more is to be waited for.</param>
    internal static bool TryTell(ReadOnlySpan<byte> window, bool enough, bool streamed, out ListFormat format)
    {
        format = ListFormat.Auto;
        var rest = LineFormat.WithoutMark(window);
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)'\n');
            if (end < 0 && !enough) return false;
            var line = LineFormat.Trim(end < 0 ? rest : rest[..end]);
            if (!line.IsEmpty && line[0] != (byte)'#')
            {
                format = Tell(line, rest, streamed);
                return true;
            }
            rest = end < 0 ? default : rest[(end + 1)..];
        }
        if (enough) format = ListFormat.Plain;
        return enough;
    }

    static ListFormat Tell(ReadOnlySpan<byte> line, ReadOnlySpan<byte> rest, bool streamed)
    {
        if (line[0] == (byte)'{') return ListFormat.Jsonl;
        var text = Encoding.UTF8.GetString(line);
        if (ChecksumLines.Recognises(text)) return ListFormat.Checksums;
        if (CsvLines.IsHeader(text)) return ListFormat.Csv;
        if (!streamed) return ListFormat.Aria2;
        return line.Contains((byte)'\t') || rest.IndexOf("\n "u8) >= 0 || rest.IndexOf("\n\t"u8) >= 0 ? ListFormat.Aria2 : ListFormat.Plain;
    }
}
