using System.Buffers;
using System.Buffers.Text;
using System.Text.Unicode;
using Swarm.Domain;

namespace Swarm.IO.State;

/// <summary>A trace as five numbers with a space behind each: kind, depth, steps outside, referrer, redirects. JSON, which begins with a brace, may follow.</summary>
static class TraceText
{
    const int Longest = 5 * 21;

    public static void Write(CrawlTrace trace, IBufferWriter<byte> to)
    {
        var utf8 = to.GetSpan(Longest);
        Utf8.TryWrite(utf8, $"{(int)trace.Kind} {trace.Depth} {trace.Outside} {trace.Referrer} {trace.Hops} ", out var written);
        to.Advance(written);
    }

    /// <summary>Leaves what stands behind it; null where there is none.</summary>
    public static CrawlTrace? Read(ref ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] == (byte)'{') return null;
        return new CrawlTrace((LinkKind)Number(ref text), (int)Number(ref text), (int)Number(ref text), Number(ref text)) { Hops = (int)Number(ref text) };
    }

    static long Number(ref ReadOnlySpan<byte> text)
    {
        Utf8Parser.TryParse(text, out long value, out var length);
        text = text[Math.Min(length + 1, text.Length)..];
        return value;
    }
}
