using Swarm.Client;
using Swarm.Domain;
using Swarm.Mirrors;
using Swarm.Reporting;
using Swarm.Settings;

namespace Swarm;

public sealed partial class SwarmClient
{
    /// <summary>
    /// Copies a site into a folder for reading offline: crawls it, converts its links, and checks the result. Called again for the same folder it
    /// goes on where it was stopped, or brings a finished mirror up to date.
    /// </summary>
    /// <param name="seeds">http or https URLs that the site begins with; none: those of the folder's last run.</param>
    /// <param name="folder">For files and, in <c>.swarm</c>, for the pages as they were sent and the state.</param>
    /// <param name="options">Null: as the client's settings say.</param>
    /// <param name="progress">Told of the crawl ten times a second at most, and at its end.</param>
    /// <param name="token">Ends it; what is there stays for the next call.</param>
    /// <exception cref="FormatException">A seed is no URL, or a rule of the options is faulty.</exception>
    /// <exception cref="SettingsException">Settings that have no place in a mirror.</exception>
    /// <exception cref="TransferException">The folder can't be written to.</exception>
    /// <exception cref="IO.State.StateException">The folder is in use, damaged, or holds another job.</exception>
    /// <exception cref="OperationCanceledException">By the token.</exception>
    public Task<MirrorResult> MirrorAsync(
        IEnumerable<string> seeds, string folder, MirrorOptions? options = null, IProgress<JobSnapshot>? progress = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return new ClientMirror(_options, options, progress).RunAsync([.. seeds.Select(WebUrl.Parse)], folder, token);
    }
}
