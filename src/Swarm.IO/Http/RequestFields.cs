using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.IO.Http.Cookies;

namespace Swarm.IO.Http;

/// <summary>Where a request's fields are written to, one after the other.</summary>
interface IFieldSink
{
    void Add(Header header);
}

/// <summary>Which fields a request goes out with: its own first, then what the job adds.</summary>
sealed class RequestFields
{
    readonly Header[] _asked;
    readonly Header[] _crossing;
    readonly Credentials _credentials;
    readonly CookieJar? _cookies;

    public RequestFields(HttpOptions options, CookieJar? cookies)
    {
        _asked = [.. WithDefaults(options)];
        if (Array.Find(_asked, header => FieldRules.Fault(header) is not null) is { Name: not null } unfit)
            throw new InvalidDataException($"the job's headers: {FieldRules.Fault(unfit)}");
        _crossing = Array.FindAll(_asked, header => RedirectRules.MayCross(header.Name));
        _credentials = new Credentials(options);
        _cookies = cookies;
    }

    /// <exception cref="TransferException">A field that can't be sent.</exception>
    public void Write(ExchangeRequest request, IFieldSink sink)
    {
        for (var i = 0; i < request.Headers.Count; i++) Add(request.Headers[i], request, sink);
        if (request.IsBare) return;
        var job = request.IsAskedOrigin ? _asked : _crossing;
        foreach (var header in job)
            if (request.Headers.Find(header.Name) is null) sink.Add(header);
        if (_credentials.For(request) is { } authorization && !Has(request, job, "Authorization")) Add(authorization, request, sink);
        if (_cookies?.For(request.Url) is { } cookies && !Has(request, job, "Cookie")) Add(new Header("Cookie", cookies), request, sink);
    }

    public static TransferException Refused(ExchangeRequest request, string fault) =>
        new(Reason.Protocol, Stage.Request, $"asking {request.Url.Origin}: {fault}");

    static void Add(Header header, ExchangeRequest request, IFieldSink sink)
    {
        if (FieldRules.Fault(header) is { } fault) throw Refused(request, fault);
        sink.Add(header);
    }

    static bool Has(ExchangeRequest request, Header[] job, string name) => request.Headers.Find(name) is not null || job.Find(name) is not null;

    static IEnumerable<Header> WithDefaults(HttpOptions options)
    {
        Header[] defaults = [new("User-Agent", options.UserAgent), new("Accept-Encoding", options.Compressed ? "gzip, deflate, br" : "identity")];
        return options.Headers.Concat(defaults.Where(header => header.Value.Length > 0 && options.Headers.Find(header.Name) is null));
    }
}
