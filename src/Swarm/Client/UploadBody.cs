using System.Buffers;
using System.Security.Cryptography;
using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.Downloads;

namespace Swarm.Client;

/// <summary>A stream from where it stood to its end as a request's body, rewound for each try.</summary>
sealed class UploadBody : IRequestContent
{
    const int Piece = 256 << 10;

    readonly Stream _source;
    readonly long _start;
    readonly int _chunk;
    readonly ProgressCount _count;

    /// <exception cref="ArgumentException">It can't be rewound.</exception>
    public UploadBody(Stream source, int chunk, ProgressCount count)
    {
        if (!source.CanSeek) throw new ArgumentException("a stream that can't be rewound has no length to announce and can't be sent again", nameof(source));
        (_source, _start, _chunk, _count) = (source, source.Position, Math.Max(chunk, 1), count);
        Length = source.Length - _start;
    }

    public long Length { get; }

    public async ValueTask<Checksum> Md5Async(CancellationToken token)
    {
        _source.Position = _start;
        return new Checksum(DigestAlgorithm.Md5, Convert.ToHexStringLower(await MD5.HashDataAsync(_source, token)));
    }

    public async ValueTask WriteToAsync(Stream target, CancellationToken token)
    {
        _source.Position = _start;
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(Piece, _chunk));
        try
        {
            for (var done = 0L; done < Length;)
            {
                var left = Math.Min(_chunk - (done % _chunk), Length - done);
                var read = await _source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), token);
                if (read == 0) throw new TransferException(Reason.Changed, Stage.Request, $"what was to be sent ended after {done} of {Length} bytes");
                await target.WriteAsync(buffer.AsMemory(0, read), token);
                done += read;
                if (done % _chunk == 0 || done == Length) _count.Reach(done);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
