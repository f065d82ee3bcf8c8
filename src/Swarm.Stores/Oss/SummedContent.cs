using System.Security.Cryptography;
using Swarm.Domain.Transfers;

namespace Swarm.Stores.Oss;

/// <summary>A body whose CRC-64 is taken while it goes out; that of the last time it did.</summary>
sealed class SummedContent(IRequestContent content) : IRequestContent
{
    public long Length => content.Length;

    public ulong Crc64 { get; private set; }

    public async ValueTask WriteToAsync(Stream target, CancellationToken token)
    {
        await using var sums = new SummingStream(target);
        await content.WriteToAsync(sums, token);
        Crc64 = sums.Sum;
    }

    /// <summary>The content's MD5 as <c>Content-MD5</c> has it; the content is read once for it alone.</summary>
    public static async ValueTask<string> Md5Async(IRequestContent content, CancellationToken token)
    {
        using var md5 = MD5.Create();
        await using (var sink = new CryptoStream(Stream.Null, md5, CryptoStreamMode.Write)) await content.WriteToAsync(sink, token);
        return Convert.ToBase64String(md5.Hash!);
    }

    /// <summary>Leaves what it is over open.</summary>
    sealed class SummingStream(Stream inner) : Stream
    {
        public ulong Sum { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Sum = Domain.Integrity.Crc64.Append(Sum, buffer.Span);
            return inner.WriteAsync(buffer, cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Write(byte[] buffer, int offset, int count)
        {
            Sum = Domain.Integrity.Crc64.Append(Sum, buffer.AsSpan(offset, count));
            inner.Write(buffer, offset, count);
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
