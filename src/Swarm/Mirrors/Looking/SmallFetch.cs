using System.Buffers;
using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.IO.Http;
using Swarm.Settings;

namespace Swarm.Mirrors.Looking;

/// <summary>Fetches single small resources into memory, redirects followed: for looks at a site that keep nothing.</summary>
public sealed class SmallFetch(SwarmSettings settings, TimeProvider time) : IAsyncDisposable
{
    const int Piece = 32 << 10;
    readonly HttpExchanger _exchanger = new(settings.Http, settings.Timeouts, time);

    /// <param name="url">What to ask for.</param>
    /// <param name="mostRedirects">More of them fail.</param>
    /// <param name="mostBytes">Of the body; what is more is left.</param>
    /// <param name="token">Ends it.</param>
    /// <exception cref="TransferException">No answer, or a redirect that is not followed.</exception>
    public async Task<Fetched> GetAsync(WebUrl url, int mostRedirects, int mostBytes, CancellationToken token)
    {
        var request = new ExchangeRequest(url, "GET", Headers.None, null);
        for (var hops = 0; ; hops++)
        {
            await using var exchange = await _exchanger.SendAsync(request, token);
            var head = exchange.Head;
            if (!RedirectRules.IsRedirect(head.Status)) return new Fetched(request.Url, head, await ReadAsync(exchange, mostBytes, token));
            if (hops == mostRedirects) throw new TransferException(Reason.Redirect, Stage.Head, $"{url.Href} leads on by more than {mostRedirects} redirects");
            var step = RedirectRules.Follow(request, head, hops);
            request = step.Next ?? throw new TransferException(step.Failure!);
        }
    }

    public ValueTask DisposeAsync() => _exchanger.DisposeAsync();

    static async Task<byte[]> ReadAsync(IExchange exchange, int most, CancellationToken token)
    {
        var body = new ArrayBufferWriter<byte>();
        int read;
        while (body.WrittenCount < most && (read = await exchange.ReadAsync(body.GetMemory(Piece), token)) > 0) body.Advance(Math.Min(read, most - body.WrittenCount));
        return body.WrittenSpan.ToArray();
    }
}

/// <summary>An answer, whatever its status.</summary>
/// <param name="Url">The one that answered.</param>
public sealed record Fetched(WebUrl Url, ResponseHead Head, byte[] Body)
{
    public bool IsGood => Head.Status is >= 200 and < 300;

    public string? ContentType => Head.Headers.Find("Content-Type");
}
