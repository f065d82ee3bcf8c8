using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Swarm.TestSupport;

namespace Swarm.Tests.Mirrors;

/// <summary>A site of texts that can be changed between runs; it answers conditional requests.</summary>
sealed class TestSite : IAsyncDisposable
{
    readonly ScriptedOrigin _origin;
    readonly ConcurrentDictionary<string, (int Status, string Type, string Body)> _pages = new(StringComparer.Ordinal);

    public TestSite() => _origin = new ScriptedOrigin().Otherwise(AnswerAsync);

    public string Seed => _origin.Url("/");

    public string Host => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1_{_origin.Port}");

    public IReadOnlyList<OriginRequest> Requests => _origin.Requests;

    /// <summary>What is called before each answer.</summary>
    public Action<OriginRequest> OnRequest { get; set; } = static _ => { };

    public TestSite Page(string path, string body) => Put(path, 200, "text/html; charset=utf-8", body);

    public TestSite Put(string path, int status, string type, string body)
    {
        _pages[path] = (status, type, body);
        return this;
    }

    public string Url(string path) => _origin.Url(path);

    public ValueTask DisposeAsync() => _origin.DisposeAsync();

    async Task AnswerAsync(OriginTalk talk)
    {
        OnRequest(talk.Request);
        if (!_pages.TryGetValue(talk.Request.Target, out var page)) page = (404, "text/html", "not here");
        var tag = $"\"{string.GetHashCode(page.Body, StringComparison.Ordinal):x8}\"";
        if (page.Status is 200 && talk.Request.Field("If-None-Match") == tag) await talk.SendAsync(HttpWire.Head(304, $"ETag: {tag}"));
        else await talk.SendAsync(HttpWire.Message(page.Status, Encoding.UTF8.GetBytes(page.Body), $"Content-Type: {page.Type}", $"ETag: {tag}"));
    }
}
