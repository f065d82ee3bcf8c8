using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.Downloads;
using Swarm.IO.Http;
using Swarm.Jobs;

namespace Swarm.Client;

/// <summary>One call of <c>UploadAsync</c>: one PUT, made again where that is documented to help. Whatever the URL's query holds stays out of every text.</summary>
sealed class PlainUpload(SwarmClientOptions client, FileUploadOptions options, IProgress<TransferProgress>? progress)
{
    readonly ProgressCount _count = new(progress);

    public async Task<UploadResult> FromFileAsync(WebUrl url, string path, CancellationToken token)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TransferException(Reason.Disk, Stage.Request, $"'{SafeText.Of(path)}' can't be read: {e.Message}", e);
        }

        await using (file) return await FromStreamAsync(url, file, token);
    }

    /// <exception cref="TransferException">The server did not take it, or there is nothing to send.</exception>
    public async Task<UploadResult> FromStreamAsync(WebUrl url, Stream source, CancellationToken token)
    {
        var body = new UploadBody(source, options.ChunkSize, _count);
        if (body.Length == 0 && !options.AllowEmpty) throw new TransferException(Reason.Size, Stage.Request, "there is nothing to upload: it is empty");
        _count.Expect(body.Length);
        var request = new ExchangeRequest(url, "PUT", await HeadersAsync(body, token), null) { Content = body, IsBare = true };
        var settings = client.Settings;
        await using var exchanger = Bandwidth.Over(
            client.Http is { } own ? new HttpExchanger(own, settings.Http, options.Timeouts, client.Time) : new HttpExchanger(settings.Http, options.Timeouts, client.Time),
            settings.Rate, client.Time);
        for (var attempt = 1; ; attempt++)
        {
            var (result, failure) = await TryAsync(exchanger, request, attempt, token);
            if (result is not null) return result;
            if (attempt > options.Retries || !IsWorthAnother(failure!)) throw failure!;
            var wait = options.Backoff * Math.Pow(2, attempt - 1);
            await Task.Delay(failure!.ServerWait is { } asked && asked > wait ? asked : wait, client.Time, token);
        }
    }

    async Task<(UploadResult?, TransferException?)> TryAsync(IExchanger exchanger, ExchangeRequest request, int attempt, CancellationToken token)
    {
        try
        {
            await using var exchange = await exchanger.SendAsync(request, token);
            var head = exchange.Head;
            var isGood = head.Status == 200 || (options.AcceptCreated && head.Status is 201 or 204);
            if (!isGood) return (null, Refused(request.Url, head));
            _count.End(request.Content!.Length);
            return (new UploadResult(request.Content.Length, head.Status, attempt) { ETag = head.Headers.Find("ETag") }, null);
        }
        catch (TransferException e)
        {
            return (null, e);
        }
    }

    async ValueTask<IReadOnlyList<Header>> HeadersAsync(UploadBody body, CancellationToken token)
    {
        if ((options.Md5 ?? (options.ComputeMd5 ? await body.Md5Async(token) : null)) is not { } md5) return options.Headers;
        if (md5.Algorithm != DigestAlgorithm.Md5) throw new TransferException(Reason.Checksum, Stage.Request, $"Content-MD5 takes an MD5, not {md5}");
        return [.. options.Headers, new Header("Content-MD5", Convert.ToBase64String(Convert.FromHexString(md5.Hex)))];
    }

    TransferException Refused(WebUrl url, ResponseHead head) =>
        new(Reason.Status, Stage.Head, $"PUT {url.Origin}{url.Path}: the server answered {head.Status}")
        {
            Status = head.Status,
            ServerWait = ServerWait.From(head, client.Time.GetUtcNow()),
        };

    static bool IsWorthAnother(TransferException e) => e.Status is 413 or 429 or 503
        || e.Failure.Reason is Reason.Timeout or Reason.Dns or Reason.Connect or Reason.Reset or Reason.Truncated;
}
