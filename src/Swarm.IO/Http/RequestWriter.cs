using System.Net;
using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.IO.Http.Cookies;

namespace Swarm.IO.Http;

/// <summary>Makes the framework's request of ours: the URL byte for byte, the request's own fields first, then what the job adds.</summary>
sealed class RequestWriter
{
    readonly Header[] _asked;
    readonly Header[] _crossing;
    readonly Credentials _credentials;
    readonly CookieJar? _cookies;
    readonly Version _version;
    readonly HttpVersionPolicy _policy;

    public RequestWriter(HttpOptions options, CookieJar? cookies)
    {
        _asked = [.. WithDefaults(options)];
        if (Array.Find(_asked, header => FieldRules.Fault(header) is not null) is { Name: not null } unfit)
            throw new InvalidDataException($"the job's headers: {FieldRules.Fault(unfit)}");
        _crossing = Array.FindAll(_asked, header => RedirectRules.MayCross(header.Name));
        _credentials = new Credentials(options);
        _cookies = cookies;
        _version = options.Version == HttpVersionChoice.Http11 ? HttpVersion.Version11 : HttpVersion.Version20;
        _policy = options.Version == HttpVersionChoice.Http2 ? HttpVersionPolicy.RequestVersionExact : HttpVersionPolicy.RequestVersionOrLower;
    }

    public OutgoingRequest Write(ExchangeRequest request, ActivityWatch watch)
    {
        var outgoing = new OutgoingRequest(OutgoingRequest.MethodOf(request.Method), OutgoingRequest.UriOf(request.Url), watch)
        {
            Version = _version,
            VersionPolicy = _policy,
            Content = request.Body is { } body ? new ByteArrayContent(body) : request.Content is { } content ? new StreamedBody(content, watch) : null,
        };
        foreach (var header in request.Headers) outgoing.Add(header);
        if (request.IsBare) return outgoing;
        var job = request.IsAskedOrigin ? _asked : _crossing;
        foreach (var header in job)
            if (request.Headers.Find(header.Name) is null) outgoing.Add(header);
        if (_credentials.For(request) is { } authorization && !Has(request, job, "Authorization")) outgoing.Add(authorization);
        if (_cookies?.For(request.Url) is { } cookies && !Has(request, job, "Cookie")) outgoing.Add(new Header("Cookie", cookies));
        return outgoing;
    }

    static bool Has(ExchangeRequest request, Header[] job, string name) => request.Headers.Find(name) is not null || job.Find(name) is not null;

    static IEnumerable<Header> WithDefaults(HttpOptions options)
    {
        Header[] defaults = [new("User-Agent", options.UserAgent), new("Accept-Encoding", options.Compressed ? "gzip, deflate, br" : "identity")];
        return options.Headers.Concat(defaults.Where(header => header.Value.Length > 0 && options.Headers.Find(header.Name) is null));
    }
}
