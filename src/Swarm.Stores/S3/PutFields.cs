using System.Security.Cryptography;
using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;

namespace Swarm.Stores.S3;

/// <summary>The fields that objects are stored with.</summary>
static class PutFields
{
    public static Header IfAbsent { get; } = new("If-None-Match", "*");

    public static Header Xml { get; } = new("Content-Type", "text/xml");

    public static List<Header> Of(string key, PutOptions options)
    {
        List<Header> headers = [.. options.Headers];
        if (headers.Find("Content-Type") is null) headers.Add(new Header("Content-Type", options.ContentType ?? ContentTypes.Of(key)));
        return headers;
    }

    /// <summary>The body's digest as the field that has the store check it. The body is read once more for it: the field goes first.</summary>
    public static async ValueTask<Header> DigestAsync(IRequestContent content, DigestAlgorithm algorithm, CancellationToken token)
    {
        var (field, hash) = algorithm switch
        {
            DigestAlgorithm.Md5 => ("Content-MD5", HashAlgorithmName.MD5),
            DigestAlgorithm.Sha256 => ("x-amz-content-sha256", HashAlgorithmName.SHA256),
            DigestAlgorithm.Sha1 => ("x-amz-checksum-sha1", HashAlgorithmName.SHA1),
            _ => throw new InvalidDataException($"s3: bodies can't be sent with {Checksum.Name(algorithm)}: md5, sha-1 or sha-256 can"),
        };
        using var sum = IncrementalHash.CreateHash(hash);
        await using (var stream = new HashStream(sum)) await content.WriteToAsync(stream, token);
        var digest = sum.GetCurrentHash();
        return new Header(field, algorithm == DigestAlgorithm.Sha256 ? Convert.ToHexStringLower(digest) : Convert.ToBase64String(digest));
    }

    public static Header Md5(byte[] body) => new("Content-MD5", Convert.ToBase64String(MD5.HashData(body)));

    /// <summary>Takes bytes in for their digest alone.</summary>
    sealed class HashStream(IncrementalHash hash) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => hash.AppendData(buffer, offset, count);

        public override void Write(ReadOnlySpan<byte> buffer) => hash.AppendData(buffer);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            hash.AppendData(buffer.Span);
            return default;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            hash.AppendData(buffer, offset, count);
            return Task.CompletedTask;
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
