using Swarm.Chunks;
using Swarm.Domain;
using Swarm.Domain.Requests;
using Swarm.Domain.Transfers.Segments;
using Swarm.IO.Http;

namespace Swarm;

/// <summary>
/// Downloads an object chunk by chunk into a stream, each when its caller asks for it. A chunk is written when it is whole and has passed
/// every check: it begins where it should, and the object is still the one that the download began with. Holds one chunk in memory.
/// </summary>
/// <remarks>
/// Made after google.resumable_media's <c>ChunkedDownload</c>. Not thread-safe: one chunk at a time.
/// states: ready → ready | finished | invalid
/// </remarks>
public sealed class ChunkedDownload : IAsyncDisposable
{
    const int LargestChunk = 1 << 30;
    static readonly string[] Own = ["Range", "If-Range", "If-Match", "If-Unmodified-Since"];

    readonly ChunkedDownloadOptions _options;
    readonly ConfiguredStrategy _strategy;
    readonly Random _chance;
    readonly HttpExchanger? _own;
    readonly ChunkFetcher _fetcher;
    readonly Stream _target;
    ChunkState _state;
    bool _isBroken;

    /// <param name="url">The object.</param>
    /// <param name="chunkSize">Bytes to ask for at a time, at most 1 GiB.</param>
    /// <param name="target">Written in order from where it stands; never disposed here.</param>
    /// <param name="start">The first byte that is wanted.</param>
    /// <param name="end">The last one, inclusive; null: to the end.</param>
    /// <param name="headers">Sent with each request, and never changed.</param>
    /// <param name="options">Null: as google.resumable_media does.</param>
    /// <exception cref="ArgumentException">A range that is none, or a header that is the download's own.</exception>
    public ChunkedDownload(
        WebUrl url, int chunkSize, Stream target, long start = 0, long? end = null, IReadOnlyList<Header>? headers = null, ChunkedDownloadOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(chunkSize, LargestChunk);
        if (headers is not null && Array.Find(Own, name => headers.Find(name) is not null) is { } taken)
            throw new ArgumentException($"{taken} is for the download itself to set", nameof(headers));
        (_options, _target, _state) = (options ?? new ChunkedDownloadOptions(), target, ChunkState.Begin(chunkSize, start, end));
        _strategy = new ConfiguredStrategy(_options.Strategy);
        _chance = _options.Chance ?? new Random(SystemChance.Seed());
        _own = _options.Exchanger is null ? new HttpExchanger(new HttpOptions(), _options.Timeouts, TimeProvider.System) : null;
        _fetcher = new ChunkFetcher(url, headers?.ToArray() ?? Headers.None, _options.Exchanger ?? _own!, _options.IfMatch, _options.Time);
    }

    /// <inheritdoc cref="ChunkedDownload(WebUrl,int,Stream,long,long?,IReadOnlyList{Header}?,ChunkedDownloadOptions?)"/>
    /// <exception cref="FormatException">The text is no http or https URL.</exception>
    public ChunkedDownload(
        string url, int chunkSize, Stream target, long start = 0, long? end = null, IReadOnlyList<Header>? headers = null, ChunkedDownloadOptions? options = null)
        : this(WebUrl.Parse(url), chunkSize, target, start, end, headers, options)
    {
    }

    /// <summary>Bytes that are written.</summary>
    public long BytesDownloaded => _state.BytesDownloaded;

    /// <summary>The object's length; null until the first chunk has told it.</summary>
    public long? TotalBytes => _state.TotalBytes;

    /// <summary>All that is wanted is written.</summary>
    public bool Finished => _state.IsFinished;

    /// <summary>An answer was refused, or the target could not be written to: there is no going on.</summary>
    public bool Invalid => _isBroken || _state.IsInvalid;

    /// <summary>Asks for the next chunk, as often as the strategy wants to, and writes it.</summary>
    /// <exception cref="InvalidResponseException">
    /// An answer that did not pass a check. The download is invalid then, unless it was a status that may pass, such as 503.
    /// </exception>
    /// <exception cref="TransferException">No answer, or one that broke off. The same chunk can be asked for again.</exception>
    /// <exception cref="InvalidOperationException">The download has finished, or is invalid.</exception>
    /// <exception cref="OperationCanceledException">By the token; unless it was while writing, the chunk can be asked for again.</exception>
    public async Task ConsumeNextChunkAsync(CancellationToken token = default)
    {
        if (_isBroken) throw new InvalidOperationException("Download is invalid and cannot be re-used.");
        var answer = await FetchAsync(token);
        if (answer.IsGood) await WriteAsync(answer.Step!.Value, token);
        else throw Refused(answer);
    }

    /// <summary>Ends its own connections; the target is the caller's.</summary>
    public ValueTask DisposeAsync() => _own?.DisposeAsync() ?? default;

    async Task<ChunkAnswer> FetchAsync(CancellationToken token)
    {
        var began = _options.Time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            var answer = await _fetcher.AskAsync(_state, token);
            if (answer.IsGood || Wait(answer, attempt, _options.Time.GetElapsedTime(began)) is not { } wait) return answer;
            await Task.Delay(wait, _options.Time, token);
        }
    }

    /// <summary>Null: the answer is final.</summary>
    TimeSpan? Wait(in ChunkAnswer answer, int attempt, TimeSpan sinceFirst)
    {
        var verdict = _strategy.Judge(answer.Facts with { Attempt = attempt, SinceFirst = sinceFirst }, _chance);
        return verdict.Kind == VerdictKind.Retry ? verdict.After : null;
    }

    async Task WriteAsync(ChunkStep step, CancellationToken token)
    {
        _isBroken = true; // how much of it is there, should this fail, nobody knows
        await _target.WriteAsync(_fetcher.Bytes(step.Length), token);
        (_isBroken, _state) = (false, step.State);
        var wanted = Math.Min(_state.End + 1 ?? long.MaxValue, _state.TotalBytes ?? 0) - _state.Start;
        _options.Progress?.Report(new TransferProgress(step.Length, _state.BytesDownloaded, Math.Max(0, wanted)));
    }

    Exception Refused(in ChunkAnswer answer)
    {
        if (answer.Step is { } step) _state = step.State;
        return answer.Error;
    }
}
