using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.Stores.Gcs;

/// <summary>An upload by one POST, made again as the strategy wants; good for one.</summary>
public abstract class WholeUpload : IAsyncDisposable
{
    readonly WebUrl _url;
    readonly UploadSender _sender;

    private protected WholeUpload(WebUrl url, TransmitOptions? options)
    {
        (_url, Options) = (url, options ?? new TransmitOptions());
        _sender = new UploadSender(Options);
    }

    /// <summary>It was sent, well or not: there is no sending it again.</summary>
    public bool Finished { get; private set; }

    private protected TransmitOptions Options { get; }

    private protected Random Chance => _sender.Chance;

    /// <summary>Ends its own connections; content and engine are the caller's.</summary>
    public async ValueTask DisposeAsync()
    {
        await _sender.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected async Task<UploadAnswer> PostAsync(IRequestContent body, string type, long length, Checksum? checksum, CancellationToken token)
    {
        UploadAnswer? taken = null;
        var request = new ExchangeRequest(_url, "POST", _sender.Fields(new Header("content-type", type)), body.Length == 0 ? [] : null)
        {
            Content = body.Length == 0 ? null : body,
        };
        await _sender.RunAsync(async cancel =>
        {
            var answer = await _sender.SendAsync(request, cancel);
            if (answer.Status != 200) return _sender.Refused(UploadFault.Status(answer.Status, 200), answer.Head);
            taken = UploadAnswer.Of(answer);
            return taken.Fault(length, checksum, isStrict: false) is { } fault ? _sender.Refused(fault, answer.Head) : Attempt.Good;
        }, token);
        return taken!;
    }

    private protected void Begin()
    {
        if (Finished) throw new InvalidOperationException("An upload can only be used once.");
        Finished = true;
    }
}
