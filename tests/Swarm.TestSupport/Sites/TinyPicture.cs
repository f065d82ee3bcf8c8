using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Swarm.TestSupport.Sites;

/// <summary>Real pictures of one colour, a different one for each name.</summary>
public static class TinyPicture
{
    public static byte[] Png(string name, int width = 48, int height = 32)
    {
        var colour = SHA256.HashData(Encoding.UTF8.GetBytes(name))[..3];
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9]) = (8, 2); // eight bits, red green blue
        return [0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR", head), .. Chunk("tEXt", Encoding.UTF8.GetBytes("Title\0" + name)),
            .. Chunk("IDAT", Packed(width, height, colour)), .. Chunk("IEND", [])];
    }

    static byte[] Packed(int width, int height, byte[] colour)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest))
            for (var y = 0; y < height; y++)
            {
                zlib.WriteByte(0); // no filter
                for (var x = 0; x < width; x++) zlib.Write(colour);
            }

        return packed.ToArray();
    }

    static byte[] Chunk(string type, byte[] data)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. data];
        var (length, sum) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(sum, Crc(named));
        return [.. length, .. named, .. sum];
    }

    static uint Crc(byte[] data)
    {
        var crc = uint.MaxValue;
        foreach (var octet in data)
        {
            crc ^= octet;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return ~crc;
    }
}
