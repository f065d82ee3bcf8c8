using System.Globalization;
using System.Text;
using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.IO.Lists.Formats;

/// <summary>What a list has said of one bundle so far, checked as it comes; used for one bundle after another.</summary>
sealed class BundleDraft
{
    readonly List<Header> _headers = [];
    readonly List<string> _mirrors = [];
    string? _method;
    byte[]? _body;
    int _priority;
    Checksum? _checksum;
    ByteRange? _range;

    internal string? Url { get; set; }

    internal string? Out { get; set; }

    internal string? Info { get; set; }

    /// <summary>The first thing that can't be used; no request goes out that would not be the asked one.</summary>
    internal string? Problem { get; set; }

    internal void Clear()
    {
        (Url, Out, Info, Problem, _method, _body, _priority, _checksum, _range) = (null, null, null, null, null, null, 0, null, null);
        _headers.Clear();
        _mirrors.Clear();
    }

    internal void Method(string text)
    {
        _method = text.Trim().ToUpperInvariant();
        if (_method is not ("GET" or "HEAD" or "POST")) Problem ??= $"the method {EntrySink.Shown(text)} is not known; GET, HEAD and POST are";
    }

    internal void Priority(string text)
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _priority))
            Problem ??= $"the priority {EntrySink.Shown(text)} is not a whole number";
    }

    internal void Checksum(string text)
    {
        if (Domain.Checksum.TryParse(text, out var checksum)) _checksum = checksum;
        else Problem ??= $"the checksum {EntrySink.Shown(text)} is none; write it like sha-256=HEX (md5, sha-1, sha-256, sha-512)";
    }

    internal void Range(string text)
    {
        if (ByteRange.TryParse(text.Trim(), out var range)) _range = range;
        else Problem ??= $"the range {EntrySink.Shown(text)} is none; write it like 0-499, 500- or -500";
    }

    internal void Header(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0) Header(line[..colon], line[(colon + 1)..]);
        else Problem ??= $"the header {EntrySink.Shown(line)} is none; write it like Name: value";
    }

    internal void Header(string name, string value)
    {
        value = value.Trim(' ', '\t');
        if (!FieldRules.IsName(name)) Problem ??= $"{EntrySink.Shown(name)} is no name of a header";
        else if (value.AsSpan().ContainsAny('\r', '\n', '\0')) Problem ??= $"the header {name} holds a line break";
        else _headers.Add(new Header(name, value));
    }

    internal void Mirror(string url)
    {
        if (url.Length > 0) _mirrors.Add(url);
    }

    internal void Body(byte[] body) => _body = body;

    internal void Body64(string text)
    {
        try
        {
            _body = Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            Problem ??= "body_base64 is not base64";
        }
    }

    /// <summary>Hands the bundle on, or what is wrong with it.</summary>
    internal void Finish(long line, EntrySink sink)
    {
        if (_body is not null && _method is "GET" or "HEAD") Problem ??= $"a body can't go with {_method}; leave one of them out or say POST";
        if (string.IsNullOrEmpty(Url)) Problem ??= "the field url is missing";
        if (Problem is not null) sink.Fault(line, Problem);
        else if (IsPlain) sink.Add(Url!, line);
        else sink.Add(Url!, line, Dress(line, sink));
    }

    bool IsPlain => _headers.Count == 0 && _mirrors.Count == 0 && _method is null && _body is null && _priority == 0 && _checksum is null
        && _range is null && Out is null && Info is null;

    Func<WebUrl, Bundle> Dress(long line, EntrySink sink)
    {
        var mirrors = new List<WebUrl>();
        foreach (var mirror in _mirrors)
            if (sink.Targets.TryResolve(mirror, out var url, out var fault)) mirrors.Add(url);
            else sink.Fault(line, $"the mirror is left out: {fault}");
        var (method, body, priority) = (_method ?? (_body is null ? "GET" : "POST"), _body, _priority);
        var (checksum, range, name, info) = (_checksum, _range, Out, Info);
        Header[] headers = [.. _headers];
        return url => new Bundle(url)
        {
            Method = method,
            Headers = headers.Length == 0 ? Headers.None : headers,
            Body = body,
            Priority = priority,
            Checksum = checksum,
            Range = range,
            Mirrors = [.. mirrors],
            Out = name,
            Info = info,
        };
    }

    /// <summary>Basic credentials (RFC 7617) as a header.</summary>
    internal void Basic(string? user, string? password)
    {
        if (user is null && password is null) return;
        Header("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
    }
}
