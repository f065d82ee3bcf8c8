using System.Net;
using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.Stores.Gcs;

/// <summary>The small requests of a library that wants an <see cref="HttpClient"/>, sent by the exchanger; bodies are held in memory.</summary>
sealed class ExchangerHandler(IExchanger exchanger) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is { } content ? await content.ReadAsByteArrayAsync(cancellationToken) : null;
        var fields = request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? [])
            .Where(field => !field.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            .Select(field => new Header(field.Key, string.Join(field.Key.Equals("User-Agent", StringComparison.OrdinalIgnoreCase) ? " " : ", ", field.Value)));
        try
        {
            // Not asked by the job: its own credentials are for others.
            var sent = new ExchangeRequest(WebUrl.Parse(request.RequestUri!.AbsoluteUri), request.Method.Method, [.. fields], body) { IsAskedOrigin = false };
            return Answer(request, await GcsAnswer.SendAsync(exchanger, sent, cancellationToken));
        }
        catch (TransferException e)
        {
            throw new HttpRequestException(e.Message, e);
        }
    }

    static HttpResponseMessage Answer(HttpRequestMessage request, GcsAnswer answer)
    {
        var response = new HttpResponseMessage((HttpStatusCode)answer.Status) { RequestMessage = request, Content = new ByteArrayContent(answer.Body) };
        foreach (var header in answer.Head.Headers)
            if (!response.Headers.TryAddWithoutValidation(header.Name, header.Value)) response.Content.Headers.TryAddWithoutValidation(header.Name, header.Value);
        return response;
    }
}
