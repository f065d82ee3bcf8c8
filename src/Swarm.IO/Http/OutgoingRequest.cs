using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.IO.Http;

/// <summary>The framework's request with the watch of its exchange, so that the connector can say whom it connects for.</summary>
sealed class OutgoingRequest(HttpMethod method, Uri uri, ActivityWatch watch) : HttpRequestMessage(method, uri)
{
    // Nothing of the path and the query is to be "made canonical": signed URLs and keys with dots or escapes must arrive as they are.
    static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public ActivityWatch Watch { get; } = watch;

    public static Uri UriOf(WebUrl url) =>
        Uri.TryCreate(url.Href, AsWritten, out var uri) ? uri
            : throw new TransferException(Reason.Url, Stage.Request, $"asking {url.Origin}: its host name can't be connected to");

    public static HttpMethod MethodOf(string method) => method switch
    {
        "GET" => HttpMethod.Get,
        "HEAD" => HttpMethod.Head,
        "POST" => HttpMethod.Post,
        _ => new HttpMethod(method),
    };

    public void Add(Header header)
    {
        if (FieldRules.Fault(header) is { } fault) throw Refused(fault);
        if (Headers.TryAddWithoutValidation(header.Name, header.Value)) return;
        // The framework keeps some fields with the body.
        Content ??= new ByteArrayContent([]);
        if (!Content.Headers.TryAddWithoutValidation(header.Name, header.Value)) throw Refused($"the field '{header.Name}' can't be sent");
    }

    TransferException Refused(string fault) => new(Reason.Protocol, Stage.Request, $"asking {RequestUri!.Authority}: {fault}");
}
