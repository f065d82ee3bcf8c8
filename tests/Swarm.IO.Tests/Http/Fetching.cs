using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.IO.Http;

namespace Swarm.IO.Tests.Http;

/// <summary>An answer taken to its end, as a test compares it.</summary>
sealed record Fetched(ResponseHead? Head, byte[] Body, Failure? Failure)
{
    public string Text => System.Text.Encoding.Latin1.GetString(Body);
}

static class Fetching
{
    public static HttpExchanger Exchanger(HttpOptions? options = null, TimeLimits? limits = null, TimeProvider? time = null) =>
        new(options ?? new HttpOptions { UserAgent = "test" }, limits ?? new TimeLimits(), time ?? TimeProvider.System);

    public static ExchangeRequest Get(string url, params Header[] headers) => new(WebUrl.Parse(url), "GET", headers, null);

    public static Task<Fetched> FetchAsync(this IExchanger exchanger, string url, CancellationToken token = default) =>
        exchanger.FetchAsync(Get(url), token);

    public static async Task<Fetched> FetchAsync(this IExchanger exchanger, ExchangeRequest request, CancellationToken token = default)
    {
        ResponseHead? head = null;
        using var body = new MemoryStream();
        try
        {
            await using var exchange = await exchanger.SendAsync(request, token);
            head = exchange.Head;
            var buffer = new byte[64 * 1024];
            for (int read; (read = await exchange.ReadAsync(buffer, token)) > 0;) body.Write(buffer, 0, read);
            return new Fetched(head, body.ToArray(), null);
        }
        catch (TransferException e)
        {
            return new Fetched(head, body.ToArray(), e.Failure);
        }
    }
}
