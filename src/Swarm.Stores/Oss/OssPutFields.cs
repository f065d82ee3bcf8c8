using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;

namespace Swarm.Stores.Oss;

/// <summary>The fields by which OSS is told how to store what it gets.</summary>
static class OssPutFields
{
    public static Header NeverOverwrite { get; } = new("x-oss-forbid-overwrite", "true");

    public static IReadOnlyList<Header> Of(StoreAddress address, PutOptions options)
    {
        var headers = new List<Header>(options.Headers);
        if (headers.Find("Content-Type") is null || options.ContentType is not null)
            headers = OssText.With(headers, new Header("Content-Type", options.ContentType ?? ContentTypes.Of(address.Key)));
        if (options.IfAbsent) headers.Add(NeverOverwrite);
        return headers;
    }

    /// <summary>The field that has OSS refuse a body that came damaged. It knows MD5 alone.</summary>
    public static async ValueTask<IReadOnlyList<Header>> DigestAsync(IRequestContent content, DigestAlgorithm? algorithm, CancellationToken token) => algorithm switch
    {
        null => [],
        DigestAlgorithm.Md5 => [new Header("Content-MD5", await SummedContent.Md5Async(content, token))],
        _ => throw new NotSupportedException($"OSS checks bodies by md5 and crc64, not by {Checksum.Name(algorithm.Value)}"),
    };
}
