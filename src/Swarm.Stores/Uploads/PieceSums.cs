using System.Buffers;
using System.Globalization;
using Swarm.Domain;
using Swarm.Domain.Integrity;

namespace Swarm.Stores.Uploads;

/// <summary>CRCs of stretches of an object, joined to that of the whole; stretches that nobody took are read again. Thread-safe while they are put in.</summary>
sealed class PieceSums(DigestAlgorithm algorithm)
{
    readonly Lock _lock = new();
    readonly SortedList<long, (long Length, ulong Sum)> _pieces = [];

    public DigestAlgorithm Algorithm => algorithm;

    /// <summary>The CRC that a store gives of its objects.</summary>
    public static DigestAlgorithm AlgorithmOf(StoreKind kind) => kind == StoreKind.Oss ? DigestAlgorithm.Crc64 : DigestAlgorithm.Crc32C;

    public static ulong Append(DigestAlgorithm algorithm, ulong sum, ReadOnlySpan<byte> bytes) =>
        algorithm == DigestAlgorithm.Crc64 ? Crc64.Append(sum, bytes) : Crc32C.Append((uint)sum, bytes);

    public void Put(long offset, long length, ulong sum)
    {
        if (length <= 0) return;
        lock (_lock) _pieces[offset] = (length, sum);
    }

    /// <summary>What lies behind this place, in whole or in part, does not count.</summary>
    public void CutFrom(long end)
    {
        lock (_lock)
            while (_pieces.Count > 0 && _pieces.GetKeyAtIndex(_pieces.Count - 1) + _pieces.GetValueAtIndex(_pieces.Count - 1).Length > end)
                _pieces.RemoveAt(_pieces.Count - 1);
    }

    /// <summary>By number of part, where all parts but the last have this size.</summary>
    public Dictionary<int, ulong> ByPart(long partSize, long length)
    {
        var parts = new Dictionary<int, ulong>();
        lock (_lock)
            foreach (var (offset, piece) in _pieces)
                if (offset % partSize == 0 && piece.Length == Math.Min(partSize, length - offset)) parts[(int)(offset / partSize) + 1] = piece.Sum;
        return parts;
    }

    /// <summary>Of the whole, as far as it was taken in passing; null where a stretch is missing.</summary>
    public Checksum? Whole(long length)
    {
        var (sum, end) = Join(0, 0);
        return end == length ? ChecksumOf(sum) : null;
    }

    /// <summary>Of the whole; what is missing is read from the file.</summary>
    public async ValueTask<Checksum> WholeAsync(SourceFile file, CancellationToken token)
    {
        var (sum, end) = Join(0, 0);
        while (end < file.Length)
        {
            var next = NextAfter(end, file.Length.Value);
            sum = await ReadAsync(file, sum, end, next, token);
            (sum, end) = Join(sum, next);
        }

        return ChecksumOf(sum);
    }

    (ulong Sum, long End) Join(ulong sum, long end)
    {
        lock (_lock)
        {
            for (; _pieces.TryGetValue(end, out var piece); end += piece.Length)
                sum = algorithm == DigestAlgorithm.Crc64 ? Crc64.Combine(sum, piece.Sum, piece.Length) : Crc32C.Combine((uint)sum, (uint)piece.Sum, piece.Length);
            return (sum, end);
        }
    }

    long NextAfter(long end, long length)
    {
        lock (_lock)
            foreach (var offset in _pieces.Keys)
                if (offset > end) return offset;
        return length;
    }

    async ValueTask<ulong> ReadAsync(SourceFile file, ulong sum, long from, long to, CancellationToken token)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(256 << 10);
        try
        {
            while (from < to)
            {
                var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, to - from)), from, token);
                sum = Append(algorithm, sum, buffer.AsSpan(0, read));
                from += read;
            }

            return sum;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    Checksum ChecksumOf(ulong sum) => ChecksumOf(algorithm, sum);

    public static Checksum ChecksumOf(DigestAlgorithm algorithm, ulong sum) => new(algorithm, sum.ToString(algorithm == DigestAlgorithm.Crc64 ? "x16" : "x8", CultureInfo.InvariantCulture));
}
