using System.Buffers.Binary;
using System.Text;
using Swarm.Domain.Integrity;

namespace Swarm.Domain.Tests.Integrity;

public sealed class CrcTests
{
    static readonly byte[] Noise = Bytes(1 << 17);

    [Theory]
    [InlineData("", "AAAAAA==")]
    [InlineData("123456789", "4waSgw==")]
    [InlineData("Hi", "ihY6wA==")]
    [InlineData("All of the data goes in a stream.", "Qg8thA==")]
    [InlineData("first chunk, count starting at 0. second chunk, or chunk 1, which is better? ordinals and numerals and stuff.", "qmNCyg==")]
    [InlineData("up down charlie brown", "UNIQxg==")]
    [InlineData("zero zeroniner tango", "GvNZlg==")]
    [InlineData("Some not too large content.", "82B1Fg==")]
    public void Crc32C_is_what_Google_Cloud_Storage_gives(string text, string base64)
    {
        var expected = BinaryPrimitives.ReadUInt32BigEndian(Convert.FromBase64String(base64));
        Assert.Equal(expected, Crc32C.Append(0, Encoding.ASCII.GetBytes(text)));
        Assert.Equal(expected, Crc32C.Kernel.AppendByTables(0, Encoding.ASCII.GetBytes(text)));
    }

    [Fact]
    public void Crc32C_of_a_longer_text_is_what_Google_Cloud_Storage_gives() =>
        Assert.Equal(0x5643575Fu, Crc32C.Append(0, Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("testdata", 32)))));

    [Fact]
    public void Crc32C_meets_the_examples_of_RFC_3720()
    {
        var ascending = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
        Assert.Equal(0x8A9136AAu, Crc32C.Append(0, new byte[32]));
        Assert.Equal(0x62A8AB43u, Crc32C.Append(0, Enumerable.Repeat((byte)0xFF, 32).ToArray()));
        Assert.Equal(0x46DD794Eu, Crc32C.Append(0, ascending));
        Assert.Equal(0x113FDB5Cu, Crc32C.Append(0, ascending.Reverse().ToArray()));
    }

    public static TheoryData<string, ulong> OfOss() => new()
    {
        { "", 0 },
        { "123456789", 11051210869376104954 },
        { "This is a test of the emergency broadcast system.", 2871916124362751090 },
        { "123456789This is a test of the emergency broadcast system.", 0x6A7AA19FCBF48688 },
        { "12345", 0x5DA746FFA5045CE9 },
        { "67890", 0x573A0A56C70BC2DD },
        { "1234567890", 0xB1CB31BBB4A2B2BE },
        { "hello world!", 9548687815775124833 },
        { "hello world", 0x53037ECDEF2352DA },
        { "a", 0x330284772E652B05 },
        { new string('\0', 8), 0xB66A73654282CAC0 },
        { new string('\0', 1024), 0xC37863972069270C },
        { string.Concat(Enumerable.Range(0, 256).Select(i => (char)i)), 0x72414B2F65DB3AB0 },
        { "The quick brown fox jumps over the lazy dog", 0x5B5EB8C2E54AA1C4 },
        { new string('A', 65536), 0x4B889E5EB4F66868 },
    };

    [Theory]
    [MemberData(nameof(OfOss))]
    public void Crc64_is_what_OSS_gives(string text, ulong expected)
    {
        Assert.Equal(expected, Crc64.Append(0, Encoding.Latin1.GetBytes(text)));
        Assert.Equal(expected, Crc64.Kernel.AppendByTables(0, Encoding.Latin1.GetBytes(text)));
    }

    [Theory]
    [InlineData("unreflected", 0x6C40DF5F0B497347)]
    [InlineData("WE", 0x62EC59E3F1A4F00A)]
    [InlineData("NVME", 0xAE8B14860A799888)]
    [InlineData("ISO", 0xB90956C775A41001)]
    [InlineData("Redis", 0xE9C6D914C4B8D9CA)]
    public void Crc64_is_none_of_its_namesakes(string variant, ulong value) =>
        Assert.False(value == Crc64.Append(0, "123456789"u8), variant);

    [Fact]
    public void Long_data_is_as_by_tables_whatever_its_length_and_alignment()
    {
        // The widest vectors come in when a process has had a quarter of a gigabyte.
        var blank = new byte[1 << 20];
        for (var had = 0; had < 300; had++) Crc64.Append(0, blank);
        for (var more = 0; more < 600; more += more < 300 ? 1 : 37)
        {
            var data = Noise.AsSpan(more % 19, (64 << 10) - 20 + more);
            Assert.Equal(Crc32C.Kernel.AppendByTables(7, data), Crc32C.Append(7, data));
            Assert.Equal(Crc64.Kernel.AppendByTables(7, data), Crc64.Append(7, data));
        }
    }

    [Fact]
    public void Every_short_length_at_every_alignment_is_as_bit_by_bit()
    {
        for (var alignment = 0; alignment < 16; alignment++)
        {
            var (crc32C, crc64) = (new Bitwise(0x82F63B78, 32), new Bitwise(0xC96C5795D7870F42, 64));
            for (var length = 0; length <= 1100; crc32C.Take(Noise[alignment + length]), crc64.Take(Noise[alignment + length]), length++)
            {
                var data = Noise.AsSpan(alignment, length);
                Assert.Equal(crc32C.Value, Crc32C.Append(0, data));
                Assert.Equal(crc32C.Value, Crc32C.Kernel.AppendByTables(0, data));
                Assert.Equal(crc64.Value, Crc64.Append(0, data));
                Assert.Equal(crc64.Value, Crc64.Kernel.AppendByTables(0, data));
            }
        }
    }

    [Fact]
    public void A_sum_goes_on_where_it_stopped_and_the_sums_of_two_pieces_are_joined()
    {
        var random = new Random(11);
        for (var round = 0; round < 2000; round++)
        {
            ReadOnlySpan<byte> whole = Noise.AsSpan(random.Next(64), random.Next(1 << random.Next(1, 17)));
            var cut = random.Next(whole.Length + 1);
            var a = whole[..cut];
            var b = whole[cut..];
            Assert.Equal(Crc32C.Append(0, whole), Crc32C.Append(Crc32C.Append(0, a), b));
            Assert.Equal(Crc64.Append(0, whole), Crc64.Append(Crc64.Append(0, a), b));
            Assert.Equal(Crc32C.Append(0, whole), Crc32C.Combine(Crc32C.Append(0, a), Crc32C.Append(0, b), b.Length));
            Assert.Equal(Crc64.Append(0, whole), Crc64.Combine(Crc64.Append(0, a), Crc64.Append(0, b), b.Length));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(9)]
    public void Any_two_halves_of_the_check_text_are_joined(int cut)
    {
        var a = "123456789"u8[..cut];
        var b = "123456789"u8[cut..];
        Assert.Equal(0x995DC9BBDF1939FA, Crc64.Combine(Crc64.Append(0, a), Crc64.Append(0, b), b.Length));
        Assert.Equal(0xE3069283, Crc32C.Combine(Crc32C.Append(0, a), Crc32C.Append(0, b), b.Length));
    }

    [Fact]
    public void Lengths_beyond_memory_are_joined_as_their_halves_are()
    {
        var random = new Random(12);
        for (var round = 0; round < 200; round++)
        {
            var (b, c) = (random.NextInt64(1L << 61), random.NextInt64(1L << random.Next(1, 61)));
            var (x, y, z) = ((ulong)random.NextInt64(), (ulong)random.NextInt64(), (ulong)random.NextInt64());
            Assert.Equal(Crc64.Combine(Crc64.Combine(x, y, b), z, c), Crc64.Combine(x, Crc64.Combine(y, z, c), b + c));
            var (u, v, w) = ((uint)x, (uint)y, (uint)z);
            Assert.Equal(Crc32C.Combine(Crc32C.Combine(u, v, b), w, c), Crc32C.Combine(u, Crc32C.Combine(v, w, c), b + c));
        }
    }

    [Fact]
    public void A_negative_length_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Crc32C.Combine(1, 2, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Crc64.Combine(1, 2, -1));
    }

    static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(10).NextBytes(bytes);
        return bytes;
    }

    /// <summary>The definition, one bit after the other.</summary>
    struct Bitwise(ulong generator, int bits)
    {
        readonly ulong _ones = ulong.MaxValue >> (64 - bits);
        ulong _state = ulong.MaxValue >> (64 - bits);

        public readonly ulong Value => _state ^ _ones;

        public void Take(byte b)
        {
            _state ^= b;
            for (var i = 0; i < 8; i++) _state = (_state & 1) == 0 ? _state >> 1 : (_state >> 1) ^ generator;
        }
    }
}
