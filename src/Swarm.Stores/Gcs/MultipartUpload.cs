using System.Text;
using System.Text.Json.Nodes;
using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.Stores.Gcs;

/// <summary>Uploads an object together with its metadata by one POST (<c>uploadType=multipart</c>, multipart/related).</summary>
/// <remarks>
/// Made after google.resumable_media's <c>MultipartUpload</c>. The checksum of the options goes into the metadata, so that the server refuses what came
/// damaged; without one the metadata goes out as given, byte for byte.
/// </remarks>
public sealed class MultipartUpload(WebUrl uploadUrl, TransmitOptions? options = null) : WholeUpload(uploadUrl, options)
{
    /// <param name="metadata">The object's resource, a JSON object.</param>
    /// <exception cref="UploadRefusedException">Another status than 200, or an object that is not what was sent.</exception>
    /// <exception cref="TransferException">No answer.</exception>
    /// <exception cref="InvalidOperationException">It was used already.</exception>
    public Task<UploadAnswer> TransmitAsync(ReadOnlyMemory<byte> data, string metadata, string contentType, CancellationToken token = default) =>
        TransmitAsync(new BytesContent(data), metadata, contentType, token);

    /// <inheritdoc cref="TransmitAsync(ReadOnlyMemory{byte},string,string,CancellationToken)"/>
    /// <param name="data">Read as it is sent, once more where a try is made again, and once before for its checksum.</param>
    public async Task<UploadAnswer> TransmitAsync(IRequestContent data, string metadata, string contentType, CancellationToken token = default)
    {
        Begin();
        var checksum = Options.Checksum is { } algorithm ? await RunningHash.OfAsync(data, algorithm, token) : (Checksum?)null;
        var body = new RelatedContent(RelatedContent.DrawBoundary(Chance), Encoding.UTF8.GetBytes(With(metadata, checksum)), contentType, data);
        return await PostAsync(body, body.Type, data.Length, checksum, token);
    }

    static string With(string metadata, Checksum? checksum)
    {
        if (checksum is not { } known) return metadata;
        var resource = JsonNode.Parse(metadata) as JsonObject ?? throw new ArgumentException("The metadata is no JSON object.", nameof(metadata));
        resource[GcsObjects.DigestName(known.Algorithm)] = GcsObjects.Base64(known);
        return resource.ToJsonString();
    }
}
