using System.Text;
using System.Text.Unicode;
using Swarm.IO.Lists.Formats;

namespace Swarm.IO.Lists;

/// <summary>What the lines of one list mean; fed line by line.</summary>
abstract class LineFormat
{
    /// <summary>Bytes; what is longer is a fault and is never collected.</summary>
    internal const int LongestLine = 64 << 10;

    internal static LineFormat Of(ListFormat format) => format switch
    {
        ListFormat.Aria2 => new Aria2Lines(),
        ListFormat.Jsonl => new JsonLines(),
        ListFormat.Csv => new CsvLines(),
        ListFormat.Checksums => new ChecksumLines(),
        _ => new PlainLines(),
    };

    /// <summary>True while the header, without which no line can be read, has not been seen.</summary>
    internal virtual bool HasHeader => false;

    internal abstract void Line(ReadOnlySpan<byte> line, long number, EntrySink sink);

    internal virtual void TooLong(long number, EntrySink sink)
    {
        sink.Fault(number, "the line is longer than 64 KiB; split it");
        sink.Covered(number);
    }

    internal virtual void End(EntrySink sink)
    {
    }

    /// <summary>Without blanks around.</summary>
    internal static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> line) => line.Trim(" \t\r\f\v"u8);

    /// <summary>Without the byte order mark that some editors put first.</summary>
    internal static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> line) => line.StartsWith("\uFEFF"u8) ? line["\uFEFF"u8.Length..] : line;

    /// <summary>The line as text; false, and told, where it is no UTF-8.</summary>
    protected static bool TryText(ReadOnlySpan<byte> line, long number, EntrySink sink, out string text)
    {
        if (Utf8.IsValid(line))
        {
            text = Encoding.UTF8.GetString(line);
            return true;
        }
        text = "";
        sink.Fault(number, $"byte {FirstInvalid(line) + 1} of the line is not UTF-8; save the list as UTF-8");
        return false;
    }

    static int FirstInvalid(ReadOnlySpan<byte> line)
    {
        var position = 0;
        while (Rune.DecodeFromUtf8(line[position..], out _, out var length) == System.Buffers.OperationStatus.Done) position += length;
        return position;
    }
}
