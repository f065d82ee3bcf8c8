using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Swarm.Pages;

/// <summary>Unpacks files that are gzip by their first bytes, within bounds: 50 MB unpacked, and 200 times the packed size from 10 MiB on.</summary>
static class Gzip
{
    const int MostBytes = 50_000_000;
    const int RatioFrom = 10 << 20;
    const int MostRatio = 200;

    /// <summary>What was read before a limit or a fault counts; <paramref name="cut"/> says which it was.</summary>
    public static ReadOnlyMemory<byte> Unpack(ReadOnlyMemory<byte> content, out string? cut)
    {
        cut = null;
        if (!content.Span.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])) return content;
        var bytes = MemoryMarshal.TryGetArray(content, out var array) ? array : new ArraySegment<byte>(content.ToArray());
        using var packed = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        var result = new MemoryStream();
        cut = Pump(gzip, packed, result);
        return result.GetBuffer().AsMemory(0, (int)result.Length);
    }

    static string? Pump(GZipStream gzip, MemoryStream packed, MemoryStream result)
    {
        var buffer = new byte[32 << 10];
        try
        {
            for (var read = gzip.Read(buffer); read > 0; read = gzip.Read(buffer))
            {
                if (result.Length + read > MostBytes) return "more than 50 MB unpacked";
                result.Write(buffer, 0, read);
                if (result.Length > RatioFrom && result.Length > packed.Position * MostRatio) return "unpacks to more than 200 times its size";
            }

            return null;
        }
        catch (InvalidDataException)
        {
            return "broken or cut short as gzip";
        }
    }
}
