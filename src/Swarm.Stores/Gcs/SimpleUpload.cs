using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.Stores.Gcs;

/// <summary>Uploads an object by one POST that is nothing but its bytes (<c>uploadType=media</c>).</summary>
/// <remarks>Made after google.resumable_media's <c>SimpleUpload</c>. Where the answer tells the object's size and checksum, they are compared.</remarks>
public sealed class SimpleUpload(WebUrl uploadUrl, TransmitOptions? options = null) : WholeUpload(uploadUrl, options)
{
    /// <exception cref="UploadRefusedException">Another status than 200, or an object that is not what was sent.</exception>
    /// <exception cref="TransferException">No answer.</exception>
    /// <exception cref="InvalidOperationException">It was used already.</exception>
    public Task<UploadAnswer> TransmitAsync(ReadOnlyMemory<byte> data, string contentType, CancellationToken token = default) =>
        TransmitAsync(new BytesContent(data), contentType, token);

    /// <inheritdoc cref="TransmitAsync(ReadOnlyMemory{byte},string,CancellationToken)"/>
    /// <param name="data">Read as it is sent, once more where a try is made again, and once before for its checksum.</param>
    public async Task<UploadAnswer> TransmitAsync(IRequestContent data, string contentType, CancellationToken token = default)
    {
        Begin();
        var checksum = Options.Checksum is { } algorithm ? await RunningHash.OfAsync(data, algorithm, token) : (Checksum?)null;
        return await PostAsync(data, contentType, data.Length, checksum, token);
    }
}
