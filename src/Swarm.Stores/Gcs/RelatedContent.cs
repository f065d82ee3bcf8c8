using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.Stores.Gcs;

/// <summary>The body of a multipart/related upload (RFC 2387): the object's resource as JSON, then its bytes as they are.</summary>
sealed class RelatedContent(string boundary, ReadOnlyMemory<byte> resource, string contentType, IRequestContent data) : IRequestContent
{
    readonly string _boundary = FieldRules.Fault(new Header("content-type", contentType)) is { } fault ? throw new ArgumentException(fault, nameof(contentType)) : boundary;

    readonly byte[] _head =
    [
        .. Encoding.ASCII.GetBytes($"--{boundary}\r\ncontent-type: application/json; charset=UTF-8\r\n\r\n"), .. resource.Span,
        .. Encoding.ASCII.GetBytes($"\r\n--{boundary}\r\ncontent-type: {contentType}\r\n\r\n"),
    ];

    readonly byte[] _tail = Encoding.ASCII.GetBytes($"\r\n--{boundary}--");

    /// <summary>What the request's content-type is.</summary>
    public string Type => $"multipart/related; boundary=\"{_boundary}\"";

    public long Length => _head.Length + data.Length + _tail.Length;

    /// <summary>19 digits between equals signs.</summary>
    public static string DrawBoundary(Random chance) =>
        string.Create(CultureInfo.InvariantCulture, $"==============={chance.NextInt64(long.MaxValue):D19}==");

    public static string DrawBoundary() => $"==============={RandomNumberGenerator.GetHexString(32)}==";

    public async ValueTask WriteToAsync(Stream target, CancellationToken token)
    {
        await target.WriteAsync(_head, token);
        await data.WriteToAsync(target, token);
        await target.WriteAsync(_tail, token);
    }
}
