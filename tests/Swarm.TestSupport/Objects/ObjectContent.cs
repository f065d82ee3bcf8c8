using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Swarm.TestSupport.Objects;

/// <summary>The bytes of an object, made from a seed at whatever offset they are asked for: the same each time, none of them kept.</summary>
public sealed class ObjectContent(int seed, long length)
{
    const ulong Step = 0x9E3779B97F4A7C15;
    readonly ulong _start = Mix((ulong)(uint)seed + Step);
    readonly Lazy<byte[]> _sha256 = new(() => new ObjectContent(seed, length).Hash(HashAlgorithmName.SHA256));
    readonly Lazy<byte[]> _md5 = new(() => new ObjectContent(seed, length).Hash(HashAlgorithmName.MD5));
    readonly Lazy<(uint, ulong)> _sums = new(() => new ObjectContent(seed, length).Sum());

    public int Seed => seed;

    public long Length => length;

    public byte[] Sha256 => _sha256.Value;

    public byte[] Md5 => _md5.Value;

    public uint Crc32C => _sums.Value.Item1;

    /// <summary>CRC-64/XZ.</summary>
    public ulong Crc64 => _sums.Value.Item2;

    /// <summary>Other bytes of the same length.</summary>
    public ObjectContent Other() => new(seed + 1_000_003, length);

    /// <summary>The bytes from <paramref name="offset"/> on, without regard to the length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(long offset, Span<byte> to)
    {
        for (; !to.IsEmpty && (offset & 7) != 0; offset++, to = to[1..]) to[0] = ByteAt(offset);
        var words = MemoryMarshal.Cast<byte, ulong>(to);
        var counter = _start + (ulong)(offset >> 3) * Step;
        for (var i = 0; i < words.Length; i++, counter += Step) words[i] = Mix(counter);
        for (var i = words.Length * 8; i < to.Length; i++) to[i] = ByteAt(offset + i);
    }

    public byte[] Bytes(long offset, int count)
    {
        var bytes = new byte[count];
        Fill(offset, bytes);
        return bytes;
    }

    /// <summary>Hands all bytes out in pieces.</summary>
    public void Read(Action<ReadOnlySpan<byte>> take)
    {
        var buffer = new byte[1 << 16];
        for (long at = 0; at < length; at += buffer.Length)
        {
            var piece = buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - at));
            Fill(at, piece);
            take(piece);
        }
    }

    /// <summary>What makes a file differ from this object, in words; null: nothing does.</summary>
    public string? Difference(string file)
    {
        using var stream = new FileStream(file, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 });
        if (stream.Length != length) return $"{stream.Length} bytes instead of {length}";
        var (found, expected) = (new byte[1 << 16], new byte[1 << 16]);
        for (long at = 0; at < length;)
        {
            var read = stream.Read(found);
            if (read == 0) return $"ends at {at}";
            Fill(at, expected.AsSpan(0, read));
            var same = found.AsSpan(0, read).CommonPrefixLength(expected.AsSpan(0, read));
            if (same < read) return $"differs from byte {at + same} on, of {length}";
            at += read;
        }

        return null;
    }

    public override string ToString() => $"seed {seed}, {length} bytes";

    byte ByteAt(long offset) => (byte)(Mix(_start + (ulong)(offset >> 3) * Step) >> (int)((offset & 7) * 8));

    byte[] Hash(HashAlgorithmName algorithm)
    {
        using var hash = IncrementalHash.CreateHash(algorithm);
        Read(hash.AppendData);
        return hash.GetHashAndReset();
    }

    (uint, ulong) Sum()
    {
        var (crc, crc64) = (uint.MaxValue, ulong.MaxValue);
        Read(bytes =>
        {
            foreach (var b in bytes)
            {
                crc = BitOperations.Crc32C(crc, b);
                crc64 = Crc64Table[(byte)crc64 ^ b] ^ (crc64 >> 8);
            }
        });
        return (~crc, ~crc64);
    }

    static readonly ulong[] Crc64Table = [.. Enumerable.Range(0, 256).Select(i =>
        Enumerable.Range(0, 8).Aggregate((ulong)i, (c, _) => (c & 1) == 0 ? c >> 1 : (c >> 1) ^ 0xC96C5795D7870F42))];

    /// <summary>SplitMix64's output function.</summary>
    static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
