namespace Swarm.TestSupport.Servers;

/// <summary>One request as a server logged it when it had ended.</summary>
/// <param name="Path">Without a query.</param>
/// <param name="Bytes">Of the body, as far as the server tells.</param>
public sealed record LoggedRequest(string Method, string Path, int Status, long Bytes);

/// <summary>A real web server on a free port of loopback that serves a folder of its own.</summary>
public interface IWebServer : IAsyncDisposable
{
    /// <summary>Scheme, host and port, without a slash.</summary>
    string Root { get; }

    /// <summary>Ends it in good order and gives what it logged.</summary>
    Task<IReadOnlyList<LoggedRequest>> EndAsync();
}
