using System.Globalization;
using System.Text;
using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.Stores.Gcs;

/// <summary>
/// Uploads a stream chunk by chunk, each when its caller asks for it. The server's word on what it holds is followed, back and forth: after every try
/// that failed or was lost it is asked before anything is sent again. Holds one chunk in memory.
/// </summary>
/// <remarks>
/// Made after google.resumable_media's <c>ResumableUpload</c>. Not thread-safe, and a session must have one writer: one chunk at a time.
/// states: new → ready → ready | finished | invalid; invalid → ready by <see cref="RecoverAsync"/>, or by <see cref="InitiateAsync"/> where the session is gone
/// </remarks>
public sealed class ResumableUpload : IAsyncDisposable
{
    readonly WebUrl _uploadUrl;
    readonly TransmitOptions _options;
    readonly UploadSender _sender;
    string _contentType = "";
    WebUrl? _session;
    UploadSource? _source;
    RunningHash? _hash;
    long? _sent;
    bool _isUnsure;
    bool _isGone;

    /// <param name="uploadUrl">Where sessions are made (<c>…/upload/storage/v1/b/B/o?uploadType=resumable</c>), or a signed URL.</param>
    /// <param name="chunkSize">Bytes to send at a time, a multiple of 256 KiB.</param>
    /// <param name="options">Null: as google.resumable_media does, and the object's CRC-32C is compared.</param>
    public ResumableUpload(WebUrl uploadUrl, int chunkSize, TransmitOptions? options = null)
    {
        if (chunkSize <= 0 || chunkSize % ResumableRules.Unit != 0) throw new ArgumentException("256.0 KB must divide chunk size", nameof(chunkSize));
        (_uploadUrl, ChunkSize, _options) = (uploadUrl, chunkSize, options ?? new TransmitOptions());
        _sender = new UploadSender(_options);
    }

    public int ChunkSize { get; }

    /// <summary>The session's URL, a credential; null before <see cref="InitiateAsync"/>.</summary>
    public string? ResumableUrl => _session?.Href;

    /// <summary>Bytes that the server holds, by its own word.</summary>
    public long BytesUploaded { get; private set; }

    /// <summary>Null until the stream's end has told it.</summary>
    public long? TotalBytes { get; private set; }

    /// <summary>The object is there; <see cref="Answer"/> describes it.</summary>
    public bool Finished { get; private set; }

    /// <summary>An answer was refused: there is no going on but by <see cref="RecoverAsync"/>.</summary>
    public bool Invalid { get; private set; }

    /// <summary>The last chunk's; null before.</summary>
    public UploadAnswer? Answer { get; private set; }

    /// <summary>What another process needs to go on; to be saved after each chunk, or only after <see cref="InitiateAsync"/>.</summary>
    /// <exception cref="InvalidOperationException">It was not initiated.</exception>
    public ResumableUploadState State => new()
    {
        UploadUrl = _uploadUrl.Href,
        ResumableUrl = Session.Href,
        ContentType = _contentType,
        ChunkSize = ChunkSize,
        TotalBytes = TotalBytes,
        BytesUploaded = BytesUploaded,
        HashedBytes = _hash?.Position ?? 0,
        Crc32C = _hash?.Crc ?? 0,
    };

    WebUrl Session => _session ?? throw new InvalidOperationException("This upload has not been initiated. Please call InitiateAsync() before beginning to transmit chunks.");

    /// <summary>Goes on with an upload of an earlier process; the server is asked first what it holds.</summary>
    /// <param name="stream">From the upload's first byte on, as the first process had it; one that can't seek is read past what is held.</param>
    /// <exception cref="FormatException">The state is none.</exception>
    public static ResumableUpload Restore(ResumableUploadState state, Stream stream, TransmitOptions? options = null)
    {
        var upload = new ResumableUpload(WebUrl.Parse(state.UploadUrl), state.ChunkSize, options)
        {
            BytesUploaded = state.BytesUploaded,
            TotalBytes = state.TotalBytes,
        };
        upload._source = new UploadSource(stream, state.ChunkSize);
        upload.Begin(WebUrl.Parse(state.ResumableUrl), state.ContentType);
        upload._hash = upload._options.Checksum is { } algorithm ? new RunningHash(algorithm, state.HashedBytes, state.Crc32C) : null;
        (upload._isUnsure, upload._sent) = (true, null);
        return upload;
    }

    /// <summary>Asks for a session; also for another one, where the server knows the first no more.</summary>
    /// <param name="stream">Read from where it stands; never disposed here.</param>
    /// <param name="metadata">The object's resource, a JSON object.</param>
    /// <param name="totalBytes">Null: the stream's length, where that is known and final.</param>
    /// <param name="streamFinal">False: the stream may grow yet.</param>
    /// <exception cref="UploadRefusedException">The session was refused.</exception>
    /// <exception cref="TransferException">No answer.</exception>
    /// <exception cref="InvalidOperationException">It has one already.</exception>
    public async Task InitiateAsync(
        Stream stream, string metadata, string contentType, long? totalBytes = null, bool streamFinal = true, CancellationToken token = default)
    {
        if (_session is not null && !_isGone) throw new InvalidOperationException("This upload has already been initiated.");
        // The same stream once more: from the same first byte.
        if (_source?.IsOf(stream) != true) _source = new UploadSource(stream, ChunkSize);
        var total = totalBytes ?? (streamFinal ? _source.Length : null);
        var request = InitiateRequest(metadata, contentType, total);
        await _sender.RunAsync(async cancel => ProcessInitiate((await _sender.SendAsync(request, cancel)).Head, contentType), token);
        (TotalBytes, BytesUploaded, Invalid, _isUnsure) = (total, 0, false, false);
    }

    /// <summary>Sends the next chunk, as often as the strategy wants to. Comes back with progress: the server may have taken less than the chunk.</summary>
    /// <exception cref="UploadRefusedException">An answer that did not pass a check. The upload is invalid then, unless it was a status that may pass, such as 503.</exception>
    /// <exception cref="TransferException">No answer, or one that broke off. The same chunk can be sent again.</exception>
    /// <exception cref="InvalidOperationException">The upload has finished, or is invalid, or the stream is not what was said of it.</exception>
    /// <exception cref="OperationCanceledException">By the token; the chunk can be sent again.</exception>
    public Task TransmitNextChunkAsync(CancellationToken token = default)
    {
        if (Finished) throw new InvalidOperationException("Upload has finished.");
        if (Invalid) throw new InvalidOperationException("Upload is in an invalid state. To recover call `RecoverAsync()`.");
        _ = Session;
        var before = BytesUploaded;
        return _sender.RunAsync(cancel => TransmitAsync(before, cancel), token);
    }

    /// <summary>Asks the server what it holds, in any state, and goes on from there: with the next chunk, or not at all where the object is complete.</summary>
    /// <exception cref="UploadRefusedException">The answer did not pass a check, and nothing is changed; <see cref="UploadError.SessionGone"/>: initiate it anew.</exception>
    /// <exception cref="TransferException">No answer.</exception>
    public Task RecoverAsync(CancellationToken token = default)
    {
        _ = Session;
        return _sender.RunAsync(QueryAsync, token);
    }

    /// <summary>Ends its own connections; stream and engine are the caller's.</summary>
    public ValueTask DisposeAsync()
    {
        _hash?.Dispose();
        return _sender.DisposeAsync();
    }

    ExchangeRequest InitiateRequest(string metadata, string contentType, long? total)
    {
        // A signed URL is for one content type, and its query says so.
        var isSigned = _uploadUrl.Query.Contains("x-goog-signature=", StringComparison.OrdinalIgnoreCase);
        List<Header> own = isSigned
            ? [new("content-type", contentType)]
            : [new("content-type", "application/json; charset=UTF-8"), new("x-upload-content-type", contentType)];
        if (total is { } length) own.Add(new Header("x-upload-content-length", length.ToString(CultureInfo.InvariantCulture)));
        return new ExchangeRequest(_uploadUrl, "POST", _sender.Fields([.. own]), Encoding.UTF8.GetBytes(metadata));
    }

    Attempt ProcessInitiate(ResponseHead head, string contentType)
    {
        if (head.Status is not (200 or 201)) return Refused(UploadFault.Status(head.Status, 200, 201), head);
        if (head.Headers.Find("location") is not { } location || _uploadUrl.Resolve(location) is not { } session)
            return Refused(UploadFault.Of(UploadError.MissingField, "Response headers must contain header", "location"), head);
        Begin(session, contentType);
        return Attempt.Good;
    }

    void Begin(WebUrl session, string contentType)
    {
        _hash?.Dispose();
        (_session, _contentType, _isGone, _sent) = (session, contentType, false, 0);
        _hash = _options.Checksum is { } algorithm ? new RunningHash(algorithm) : null;
    }

    async Task<Attempt> TransmitAsync(long before, CancellationToken token)
    {
        if (_isUnsure && await QueryAsync(token) is { Error: not null } failed) return failed;
        // The chunk had arrived, and its answer was lost.
        if (Finished || BytesUploaded > before) return Attempt.Good;
        var from = BytesUploaded;
        var chunk = await _source!.TakeAsync(from, TotalBytes, _hash, token);
        TotalBytes = ResumableRules.TotalAfter(from, chunk.Length, ChunkSize, TotalBytes);
        _sent = Math.Max(_sent ?? 0, from + chunk.Length);
        _isUnsure = true;
        var answer = await _sender.SendAsync(ChunkRequest(from, chunk), token);
        var attempt = await ProcessAsync(answer, _sent, token);
        return attempt.Error is not null || Finished || BytesUploaded > from ? attempt : Idle(answer.Head);
    }

    ExchangeRequest ChunkRequest(long from, ReadOnlyMemory<byte> chunk)
    {
        var range = ResumableRules.ContentRange(from, chunk.Length, TotalBytes);
        var fields = _sender.Fields(new Header("content-type", _contentType), new Header("content-range", range));
        return new ExchangeRequest(Session, "PUT", fields, chunk.IsEmpty ? [] : null) { Content = chunk.IsEmpty ? null : new BytesContent(chunk) };
    }

    async Task<Attempt> QueryAsync(CancellationToken token)
    {
        var request = new ExchangeRequest(Session, "PUT", [new Header("content-range", ResumableRules.ContentRange(0, 0, null))], []);
        return await ProcessAsync(await _sender.SendAsync(request, token), _sent ?? TotalBytes, token);
    }

    async Task<Attempt> ProcessAsync(GcsAnswer answer, long? sent, CancellationToken token)
    {
        var judged = ResumableRules.Judge(answer.Head, sent);
        switch (judged.Step)
        {
            case SessionStep.Held:
                (BytesUploaded, Invalid, _isUnsure) = (judged.Held, false, false);
                _options.Progress?.Report(BytesUploaded);
                return Attempt.Good;
            case SessionStep.Completed:
                return await CompleteAsync(answer, token);
            default:
                _isGone |= judged.Step == SessionStep.Gone;
                return Refused(judged.Fault!, answer.Head);
        }
    }

    async Task<Attempt> CompleteAsync(GcsAnswer answer, CancellationToken token)
    {
        Answer = UploadAnswer.Of(answer);
        (Finished, Invalid, _isUnsure) = (true, false, false);
        // An earlier process may have sent the end: its length is the server's to say.
        BytesUploaded = TotalBytes ?? _sent ?? Answer.Object?.Size ?? 0;
        _options.Progress?.Report(BytesUploaded);
        if (_sent is { } sent && sent < (TotalBytes ?? long.MaxValue))
            return Corrupt(UploadFault.Of(UploadError.Corrupt, "The remote host completed the object before its last byte was sent; bytes sent", sent), answer);
        if (_hash is not null) await _source!.ReadToAsync(BytesUploaded, _hash, token);
        return Answer.Fault(BytesUploaded, _hash?.Value, isStrict: true) is { } fault ? Corrupt(fault, answer) : Attempt.Good;
    }

    static Attempt Corrupt(UploadFault fault, in GcsAnswer answer) => new(new UploadRefusedException(fault, answer.Status), answer.Status, IsFinal: true);

    Attempt Refused(UploadFault fault, ResponseHead head)
    {
        Invalid |= fault.Error != UploadError.Status || !_sender.MayPass(head.Status);
        return _sender.Refused(fault, head);
    }

    // Taken, and nothing came of it: worth another try after a wait, but not without end.
    static Attempt Idle(ResponseHead head)
    {
        var fault = UploadFault.Of(UploadError.NoProgress, "The server holds no more than before; status code", head.Status);
        return new Attempt(new UploadRefusedException(fault, head.Status), Failure: new Failure(Reason.Protocol, Stage.Head, fault.Detail));
    }
}
