using System.Globalization;
using System.Security.Cryptography;
using Swarm.Domain;
using Swarm.Domain.Integrity;
using Swarm.Domain.Transfers;

namespace Swarm.Stores.Gcs;

/// <summary>A digest of a content as far as it was sent: MD5 or CRC-32C, the two that Google knows. Bytes that come again are not hashed again.</summary>
sealed class RunningHash(DigestAlgorithm algorithm) : IDisposable
{
    readonly IncrementalHash? _md5 = algorithm == DigestAlgorithm.Md5 ? IncrementalHash.CreateHash(HashAlgorithmName.MD5) : null;

    public RunningHash(DigestAlgorithm algorithm, long position, uint crc)
        : this(algorithm)
    {
        // The state of an MD5 can't be kept: it begins anew.
        if (_md5 is null) (Position, Crc) = (position, crc);
    }

    /// <summary>Bytes hashed.</summary>
    public long Position { get; private set; }

    public uint Crc { get; private set; }

    public Checksum Value => new(
        _md5 is null ? DigestAlgorithm.Crc32C : DigestAlgorithm.Md5,
        _md5 is null ? Crc.ToString("x8", CultureInfo.InvariantCulture) : Convert.ToHexStringLower(_md5.GetCurrentHash()));

    /// <summary>Of all that a content writes; another digest than MD5 is one that Google can't check: CRC-32C takes its place.</summary>
    public static async ValueTask<Checksum> OfAsync(IRequestContent content, DigestAlgorithm algorithm, CancellationToken token)
    {
        using var hash = new RunningHash(algorithm);
        await using var target = new HashingStream(hash);
        await content.WriteToAsync(target, token);
        return hash.Value;
    }

    /// <param name="offset">Of the first byte; at most <see cref="Position"/>.</param>
    public void Append(long offset, ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Position);
        if (offset + bytes.Length <= Position) return;
        var fresh = bytes[(int)(Position - offset)..];
        if (_md5 is not null) _md5.AppendData(fresh);
        else Crc = Crc32C.Append(Crc, fresh);
        Position += fresh.Length;
    }

    public void Dispose() => _md5?.Dispose();

    sealed class HashingStream(RunningHash hash) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => hash.Position;

        public override long Position
        {
            get => hash.Position;
            set => throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => hash.Append(hash.Position, buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer) => hash.Append(hash.Position, buffer);

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            hash.Append(hash.Position, buffer.AsSpan(offset, count));
            return Task.CompletedTask;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            hash.Append(hash.Position, buffer.Span);
            return default;
        }
    }
}
