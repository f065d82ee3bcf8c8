using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Swarm.Domain.Naming;

/// <summary>SipHash-2-4 (Aumasson and Bernstein) of UTF-8 with its reference key: the same on every machine and in every run.</summary>
public static class SipHash
{
    const ulong Key0 = 0x0706050403020100, Key1 = 0x0f0e0d0c0b0a0908;

    public static ulong Of(ReadOnlySpan<char> text)
    {
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> utf8 = size <= 1024 ? stackalloc byte[size] : new byte[size];
        return Of(utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }

    public static ulong Of(ReadOnlySpan<byte> data)
    {
        var (v0, v1) = (0x736f6d6570736575 ^ Key0, 0x646f72616e646f6d ^ Key1);
        var (v2, v3) = (0x6c7967656e657261 ^ Key0, 0x7465646279746573 ^ Key1);
        var last = (ulong)data.Length << 56;
        for (; data.Length >= 8; data = data[8..])
            Compress(BinaryPrimitives.ReadUInt64LittleEndian(data), ref v0, ref v1, ref v2, ref v3);
        for (var i = 0; i < data.Length; i++)
            last |= (ulong)data[i] << (8 * i);
        Compress(last, ref v0, ref v1, ref v2, ref v3);
        v2 ^= 0xff;
        for (var i = 0; i < 4; i++) Round(ref v0, ref v1, ref v2, ref v3);
        return v0 ^ v1 ^ v2 ^ v3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Compress(ulong word, ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v3 ^= word;
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= word;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v0 += v1;
        v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
        v0 = BitOperations.RotateLeft(v0, 32);
        v2 += v3;
        v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
        v2 = BitOperations.RotateLeft(v2, 32);
    }
}
