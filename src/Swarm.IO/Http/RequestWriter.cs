using System.Net;
using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.IO.Http;

/// <summary>Makes the framework's request of ours: the URL byte for byte, the request's own fields first, then what the job adds.</summary>
sealed class RequestWriter(HttpOptions options)
{
    readonly string _encoding = options.Compressed ? "gzip, deflate, br" : "identity";
    readonly Version _version = options.Version == HttpVersionChoice.Http11 ? HttpVersion.Version11 : HttpVersion.Version20;

    readonly HttpVersionPolicy _policy =
        options.Version == HttpVersionChoice.Http2 ? HttpVersionPolicy.RequestVersionExact : HttpVersionPolicy.RequestVersionOrLower;

    public OutgoingRequest Write(ExchangeRequest request, ActivityWatch watch)
    {
        var outgoing = new OutgoingRequest(OutgoingRequest.MethodOf(request.Method), OutgoingRequest.UriOf(request.Url), watch)
        {
            Version = _version,
            VersionPolicy = _policy,
            Content = request.Body is null ? null : new ByteArrayContent(request.Body),
        };
        foreach (var header in request.Headers) outgoing.Add(header);
        foreach (var header in options.Headers) AddUnlessGiven(outgoing, request, header);
        AddUnlessGiven(outgoing, request, new Header("User-Agent", options.UserAgent));
        AddUnlessGiven(outgoing, request, new Header("Accept-Encoding", _encoding));
        return outgoing;
    }

    void AddUnlessGiven(OutgoingRequest outgoing, ExchangeRequest request, Header header)
    {
        if (header.Value.Length > 0 && request.Headers.Find(header.Name) is null) outgoing.Add(header);
    }
}
