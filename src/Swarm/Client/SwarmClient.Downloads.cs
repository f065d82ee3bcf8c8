using Swarm.Client;
using Swarm.Domain;

namespace Swarm;

public sealed partial class SwarmClient
{
    /// <summary>Downloads one file to where its caller says, as a whole or not at all. Unlike the calls for many, this one throws.</summary>
    /// <param name="url">An http or https URL.</param>
    /// <param name="path">
    /// The file, or a folder (that exists, or that ends in a separator), in which the file is named by what follows the last slash of the URL's
    /// path. Folders that are missing are made.
    /// </param>
    /// <param name="options">Null: as the client's settings say.</param>
    /// <param name="progress">Told of all bytes as they are written, one report at a time.</param>
    /// <param name="token">Ends the download; what it has so far is kept for the next one, unless the options say otherwise.</param>
    /// <exception cref="TransferException">
    /// Why there is no such file now: the reason, the stage and what was done to what. A file that was there before is as it was.
    /// </exception>
    /// <exception cref="OperationCanceledException">By the token.</exception>
    public Task<DownloadResult> DownloadAsync(
        string url, string path, DownloadOptions? options = null, IProgress<TransferProgress>? progress = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(url);
        return WebUrl.TryParse(url, out var parsed, out var fault)
            ? DownloadAsync(parsed, path, options, progress, token)
            : Task.FromException<DownloadResult>(new TransferException(Reason.Url, Stage.Name, "not a URL that can be fetched: " + fault));
    }

    /// <inheritdoc cref="DownloadAsync(string,string,DownloadOptions?,IProgress{TransferProgress}?,CancellationToken)"/>
    public Task<DownloadResult> DownloadAsync(
        WebUrl url, string path, DownloadOptions? options = null, IProgress<TransferProgress>? progress = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new Download(_options, options ?? new DownloadOptions(), progress).ToFileAsync(url, path, token);
    }

    /// <summary>Downloads one object to a stream, in order, from where the stream stands; pieces are fetched ahead within a bounded window.</summary>
    /// <param name="url">An http or https URL.</param>
    /// <param name="target">Written to and left open. What is written can't be taken back: an object that changes meanwhile is a failure.</param>
    /// <param name="options">Null: as the client's settings say. Nothing is kept to go on from.</param>
    /// <param name="progress">Told of all bytes as they are written, one report at a time.</param>
    /// <param name="token">Ends the download.</param>
    /// <exception cref="TransferException">Why the object did not come as a whole.</exception>
    /// <exception cref="OperationCanceledException">By the token.</exception>
    public Task<DownloadResult> DownloadAsync(
        WebUrl url, Stream target, DownloadOptions? options = null, IProgress<TransferProgress>? progress = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(target);
        return new Download(_options, options ?? new DownloadOptions(), progress).ToStreamAsync(url, target, token);
    }
}
