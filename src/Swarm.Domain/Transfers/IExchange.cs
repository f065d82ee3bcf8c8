namespace Swarm.Domain.Transfers;

/// <summary>One request and its answer, from whichever HTTP engine is behind it. One hop: redirects are not followed here.</summary>
public interface IExchange : IAsyncDisposable
{
    ResponseHead Head { get; }

    /// <summary>
    /// Reads on in the body as it is on the wire (no decoding unless the request asked for it). 0 means complete, and complete only
    /// where the framing proves it (Content-Length met, last chunk seen) or <see cref="ResponseHead.LengthUnknown"/> was said.
    /// </summary>
    /// <exception cref="TransferException">Cut, reset, stalled, too slow.</exception>
    ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken token);

    ExchangeTimings Timings { get; }
}

/// <summary>The HTTP engine: opens exchanges.</summary>
public interface IExchanger : IAsyncDisposable
{
    /// <summary>Sends a request and comes back with the response's head, framing checked.</summary>
    /// <exception cref="TransferException">Anything between name resolution and the head.</exception>
    ValueTask<IExchange> SendAsync(ExchangeRequest request, CancellationToken token);
}

/// <summary>A request as it is to go out; the engine adds what the job's options add (user agent, cookies, credentials of this origin).</summary>
public sealed record ExchangeRequest(WebUrl Url, string Method, IReadOnlyList<Header> Headers, byte[]? Body)
{
    /// <summary>False once a redirect has led to another origin than the asked one: credentials given for the asked URL stay behind.</summary>
    public bool IsAskedOrigin { get; init; } = true;

    /// <summary>The body where it is produced while it goes out; <see cref="Body"/> is null then.</summary>
    public IRequestContent? Content { get; init; }

    /// <summary>Nothing is added to its own fields: somebody else's signature holds for them as they are.</summary>
    public bool IsBare { get; init; }

    /// <summary>The object that is asked for, where a store has to authorise the request; gone once a redirect has led elsewhere.</summary>
    public StoreAddress? Address { get; init; }

    /// <summary>Whose turn the request awaits right before its first byte goes out, or null.</summary>
    public OriginSpacer? Spacer { get; init; }
}

/// <summary>A response's status line and fields as received.</summary>
/// <param name="Length">Content-Length, or null.</param>
/// <param name="LengthUnknown">The body ends with the connection (RFC 9112, section 6.3, rule 8): completeness can't be proved.</param>
public sealed record ResponseHead(int Status, IReadOnlyList<Header> Headers, long? Length, bool LengthUnknown, Version HttpVersion);

/// <summary>Durations within one exchange.</summary>
/// <param name="ToHead">From sending to the response's head.</param>
public readonly record struct ExchangeTimings(TimeSpan ToHead);
