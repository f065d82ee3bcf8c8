using System.Text;
using Swarm.Domain;
using Swarm.Domain.Integrity;
using Swarm.Domain.Transfers;

namespace Swarm.Engine.Transferring;

/// <summary>Asks for the digest file beside an object: <c>URL.sha256</c>. A server that has none, or something else there, has none.</summary>
sealed class Sidecar(TransferParts parts, DigestAlgorithm algorithm)
{
    const int Longest = 64 << 10;

    readonly string _suffix = "." + Checksum.Name(algorithm).Replace("-", "", StringComparison.Ordinal);

    public async ValueTask<Checksum?> FindAsync(Attempt order, CancellationToken token)
    {
        var (bundle, asked) = (order.Work.Bundle, order.Work.Request.Url.Href.Split('?', '#')[0]);
        var request = order.Work.Request with { Url = WebUrl.Parse(asked + _suffix), Spacer = order.Spacer, Body = null };
        parts.Meter.RequestBegins();
        try
        {
            await using var exchange = await parts.Exchanger.SendAsync(request, token);
            if (exchange.Head.Status != 200 || exchange.Head.Length > Longest) return null;
            var name = bundle.Url.Href.Split('?', '#')[0];
            return SidecarText.Find(await ReadAsync(exchange, token), name.AsSpan(name.LastIndexOf('/') + 1), algorithm);
        }
        finally
        {
            parts.Meter.RequestEnds();
        }
    }

    static async ValueTask<string> ReadAsync(IExchange exchange, CancellationToken token)
    {
        var buffer = new byte[Longest];
        var filled = 0;
        while (filled < Longest && await exchange.ReadAsync(buffer.AsMemory(filled), token) is > 0 and var read) filled += read;
        return Encoding.UTF8.GetString(buffer, 0, filled);
    }
}
