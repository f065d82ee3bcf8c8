using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.IO.Http.Framework;

/// <summary>The framework's request with the watch of its exchange, so that the connector can say whom it connects for.</summary>
sealed class OutgoingRequest : HttpRequestMessage, IFieldSink
{
    // Nothing of the path and the query is to be "made canonical": signed URLs and keys with dots or escapes must arrive as they are.
    static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    readonly ExchangeRequest _request;

    public OutgoingRequest(ExchangeRequest request, ActivityWatch watch)
        : base(MethodOf(request.Method), UriOf(request.Url))
    {
        (_request, Watch) = (request, watch);
        Content = request.Body is { } body ? new ByteArrayContent(body) : request.Content is { } content ? new StreamedBody(content, watch) : null;
    }

    public ActivityWatch Watch { get; }

    public void Add(Header header)
    {
        if (Headers.TryAddWithoutValidation(header.Name, header.Value)) return;
        // The framework keeps some fields with the body.
        Content ??= new ByteArrayContent([]);
        if (!Content.Headers.TryAddWithoutValidation(header.Name, header.Value)) throw RequestFields.Refused(_request, $"the field '{header.Name}' can't be sent");
    }

    static Uri UriOf(WebUrl url) =>
        Uri.TryCreate(url.Href, AsWritten, out var uri) ? uri
            : throw new TransferException(Reason.Url, Stage.Request, $"asking {url.Origin}: its host name can't be connected to");

    static HttpMethod MethodOf(string method) => method switch
    {
        "GET" => HttpMethod.Get,
        "HEAD" => HttpMethod.Head,
        "POST" => HttpMethod.Post,
        _ => new HttpMethod(method),
    };
}
