using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.IO.Http;
using Swarm.TestSupport;

namespace Swarm.IO.Tests.Http;

/// <summary>All of the http web on one scripted origin: it stands as the proxy, so that any host can be asked.</summary>
sealed class ManyHosts : IAsyncDisposable
{
    readonly ScriptedOrigin _origin = new ScriptedOrigin().Otherwise(Reply.Ok("x"));
    readonly HttpExchanger _http;

    public ManyHosts(HttpOptions options, TimeProvider? time = null) => _http = Fetching.Exchanger(options with { Proxy = _origin.Root }, time: time);

    public async Task<OriginRequest> AskAsync(string url, bool asked = true, params Header[] headers)
    {
        await _http.FetchAsync(new ExchangeRequest(WebUrl.Parse(url), "GET", headers, null) { IsAskedOrigin = asked });
        return _origin.Requests[^1];
    }

    /// <summary>Asks once with an answer that sets cookies.</summary>
    public async Task SetAsync(string url, params string[] setCookies)
    {
        _origin.Otherwise(Reply.Ok("x", [.. setCookies.Select(cookie => "Set-Cookie: " + cookie)]));
        await AskAsync(url);
        _origin.Otherwise(Reply.Ok("x"));
    }

    public async Task<string?> CookiesForAsync(string url) => (await AskAsync(url)).Field("Cookie");

    public async ValueTask DisposeAsync()
    {
        await _http.DisposeAsync();
        await _origin.DisposeAsync();
    }
}

/// <summary>A file of a test's own, gone with it.</summary>
sealed class TempFile : IDisposable
{
    public TempFile(string text, string extension = ".txt")
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), Guid.NewGuid().ToString("n") + extension);
        File.WriteAllText(Path, text);
    }

    public string Path { get; }

    public void Dispose() => File.Delete(Path);
}
