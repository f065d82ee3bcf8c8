using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Swarm.Domain;
using Swarm.Domain.Integrity;
using Swarm.Domain.Writing;

namespace Swarm.IO.Disk.Parts;

/// <summary>
/// The text of a checkpoint: <c>swarm-part 1 CHECK JSON</c>, then a line <c>START END CRC32C CRC64 CHECK</c> for every stretch that was written. Each
/// check is a CRC-32C; that of a line begins with the header's, so that no line of another checkpoint passes.
/// </summary>
/// <param name="Header">Null where not even a damaged one can be read.</param>
/// <param name="IsSound">The header is as it was written.</param>
sealed record Checkpoint(PartHeader? Header, bool IsSound, IntervalSet Held)
{
    static readonly int HeaderStart = Magic.Length + 9;

    internal static ReadOnlySpan<byte> Magic => "swarm-part 1 "u8;

    /// <returns>What the checks of its lines begin with.</returns>
    internal static uint WriteHeader(ArrayBufferWriter<byte> to, PartHeader header)
    {
        var json = new ArrayBufferWriter<byte>(512);
        header.Write(json);
        var check = Crc32C.Append(0, json.WrittenSpan);
        to.Write(Magic);
        WriteCheck(to, check);
        to.Write(" "u8);
        to.Write(json.WrittenSpan);
        to.Write("\n"u8);
        return check;
    }

    internal static void WriteLine(ArrayBufferWriter<byte> to, Interval written, uint seed)
    {
        var start = to.WrittenCount;
        var (crc32C, crc64) = (written.Sums.Crc32C?.ToString("x8", CultureInfo.InvariantCulture), written.Sums.Crc64?.ToString("x16", CultureInfo.InvariantCulture));
        Utf8.TryWrite(to.GetSpan(96), CultureInfo.InvariantCulture, $"{written.Start} {written.End} {crc32C ?? "-"} {crc64 ?? "-"} ", out var count);
        to.Advance(count);
        WriteCheck(to, Crc32C.Append(seed, to.WrittenSpan[start..]));
        to.Write("\n"u8);
    }

    /// <summary>Lines count up to the first that is torn, damaged or impossible.</summary>
    internal static Checkpoint Read(ReadOnlyMemory<byte> text)
    {
        var held = new IntervalSet();
        var end = text.Span.IndexOf((byte)'\n');
        if (end < HeaderStart || !text.Span.StartsWith(Magic)) return new Checkpoint(null, false, held);
        var json = text[HeaderStart..end];
        var check = Crc32C.Append(0, json.Span);
        var header = PartHeader.Read(json);
        var isSound = header is not null && text.Span[HeaderStart - 1] == ' ' && IsCheck(text.Span[Magic.Length..(HeaderStart - 1)], check);
        if (isSound) ReadLines(text.Span[(end + 1)..], check, header!.Identity.Length, held);
        return new Checkpoint(header, isSound, held);
    }

    static void ReadLines(ReadOnlySpan<byte> text, uint seed, long length, IntervalSet held)
    {
        while (text.IndexOf((byte)'\n') is var end and >= 0)
        {
            if (!TryLine(text[..end], seed, out var written) || written.End > length) return;
            held.Add(written);
            text = text[(end + 1)..];
        }
    }

    static bool TryLine(ReadOnlySpan<byte> line, uint seed, out Interval written)
    {
        written = default;
        if (line.Length is < 10 or > 96 || !IsCheck(line[^8..], Crc32C.Append(seed, line[..^8]))) return false;
        var fields = Encoding.ASCII.GetString(line[..^9]).Split(' ');
        if (fields.Length != 4 || !long.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            || !long.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var end) || end <= start) return false;
        var crc32C = uint.TryParse(fields[2], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var a) ? a : (uint?)null;
        var crc64 = ulong.TryParse(fields[3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var b) ? b : (ulong?)null;
        written = new Interval(start, end, new PieceSums(crc32C, crc64));
        return true;
    }

    static void WriteCheck(ArrayBufferWriter<byte> to, uint check)
    {
        check.TryFormat(to.GetSpan(8), out var count, "x8", CultureInfo.InvariantCulture);
        to.Advance(count);
    }

    static bool IsCheck(ReadOnlySpan<byte> text, uint check)
    {
        Span<byte> expected = stackalloc byte[8];
        check.TryFormat(expected, out _, "x8", CultureInfo.InvariantCulture);
        return text.SequenceEqual(expected);
    }
}
