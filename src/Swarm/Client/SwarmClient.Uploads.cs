using Swarm.Client;
using Swarm.Domain;

namespace Swarm;

public sealed partial class SwarmClient
{
    /// <summary>Puts one file to a URL by one streaming request: a presigned one, say, to which nothing is added that was not asked for.</summary>
    /// <param name="url">An http or https URL; its query may be a secret and is in no text.</param>
    /// <param name="path">A file, sent as it is.</param>
    /// <param name="options">Null: 16 MiB between reports, three further tries.</param>
    /// <param name="progress">Told of bytes that the connection has taken; another try tells only of what goes beyond.</param>
    /// <param name="token">Ends the upload.</param>
    /// <exception cref="TransferException">The server did not take it, the file can't be read, or it is empty.</exception>
    /// <exception cref="OperationCanceledException">By the token.</exception>
    public Task<UploadResult> UploadAsync(
        string url, string path, FileUploadOptions? options = null, IProgress<TransferProgress>? progress = null, CancellationToken token = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Plain(options, progress).FromFileAsync(UrlOf(url), path, token);
    }

    /// <inheritdoc cref="UploadAsync(string,string,FileUploadOptions?,IProgress{TransferProgress}?,CancellationToken)"/>
    /// <param name="source">From where it stands to its end; rewound for another try, and left open.</param>
    public Task<UploadResult> UploadAsync(
        string url, Stream source, FileUploadOptions? options = null, IProgress<TransferProgress>? progress = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Plain(options, progress).FromStreamAsync(UrlOf(url), source, token);
    }

    /// <inheritdoc cref="UploadAsync(string,string,FileUploadOptions?,IProgress{TransferProgress}?,CancellationToken)"/>
    /// <param name="bytes">All that is sent.</param>
    public async Task<UploadResult> UploadAsync(
        string url, byte[] bytes, FileUploadOptions? options = null, IProgress<TransferProgress>? progress = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        using var source = new MemoryStream(bytes, writable: false);
        return await Plain(options, progress).FromStreamAsync(UrlOf(url), source, token);
    }

    PlainUpload Plain(FileUploadOptions? options, IProgress<TransferProgress>? progress) => new(_options, options ?? new FileUploadOptions(), progress);

    static WebUrl UrlOf(string url) => WebUrl.TryParse(url, out var parsed, out var fault) ? parsed
        : throw new TransferException(Reason.Url, Stage.Name, "not a URL that can be put to: " + fault);
}
