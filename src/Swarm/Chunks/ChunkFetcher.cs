using Swarm.Domain;
using Swarm.Domain.Requests;
using Swarm.Domain.Transfers;
using Swarm.Domain.Transfers.Segments;

namespace Swarm.Chunks;

/// <summary>What one request for a chunk came to.</summary>
/// <param name="Facts">For the strategy; the attempt's number and the time since the first are the caller's to add.</param>
/// <param name="Step">What the rules make of the answer; null where none came.</param>
/// <param name="Cause">What went wrong below HTTP, or null.</param>
readonly record struct ChunkAnswer(AttemptFacts Facts, ChunkStep? Step, TransferException? Cause)
{
    public bool IsGood => Step is { Fault: null } && Cause is null;

    public Exception Error => Step?.Fault is { } fault ? new InvalidResponseException(fault, Facts.Status, Cause) : Cause!;
}

/// <summary>Asks for one chunk and holds its bytes until they are known to be right. The caller's URL and headers go out as they are.</summary>
sealed class ChunkFetcher(WebUrl url, IReadOnlyList<Header> headers, IExchanger exchanger, bool ifMatch, TimeProvider time)
{
    byte[] _buffer = [];

    /// <summary>The last good answer's bytes.</summary>
    public ReadOnlyMemory<byte> Bytes(long length) => _buffer.AsMemory(0, (int)length);

    /// <summary>One request, redirects followed.</summary>
    public async Task<ChunkAnswer> AskAsync(ChunkState state, CancellationToken token)
    {
        var facts = new AttemptFacts { Attempt = 1 };
        ResponseHead? head = null;
        var received = 0;
        try
        {
            await using var exchange = await SendAsync(RequestFor(state), token);
            head = exchange.Head;
            facts = facts with { Status = head.Status, Latency = exchange.Timings.ToHead, ServerWait = ServerWait.From(head, time.GetUtcNow()) };
            var step = state.Judge(head);
            if (step.Fault is not null) return new ChunkAnswer(facts, step, null);
            if (_buffer.Length <= step.Length) _buffer = new byte[step.Length + 1]; // one more, to see a body that is too long
            for (int read; received <= step.Length && (read = await exchange.ReadAsync(Room(received, step.Length), token)) > 0;) received += read;
            return new ChunkAnswer(facts, state.Process(head, received), null);
        }
        catch (TransferException e)
        {
            ChunkStep? step = head is not null && e.Failure.Reason == Reason.Truncated ? state.Process(head, received) : null;
            return new ChunkAnswer(facts with { Failure = e.Failure }, step, e);
        }
    }

    Memory<byte> Room(int received, long length) => _buffer.AsMemory(received, (int)length + 1 - received);

    async ValueTask<IExchange> SendAsync(ExchangeRequest request, CancellationToken token)
    {
        for (var hops = 0; ; hops++)
        {
            var exchange = await exchanger.SendAsync(request, token);
            if (!RedirectRules.IsRedirect(exchange.Head.Status) || exchange.Head.Headers.Find("Location") is null) return exchange;
            await using (exchange)
            {
                var step = RedirectRules.Follow(request, exchange.Head, hops);
                request = step.Next ?? throw new TransferException(step.Failure!);
            }
        }
    }

    ExchangeRequest RequestFor(ChunkState state)
    {
        List<Header> fields = [.. headers, new Header("Range", "bytes=" + state.NextRange())];
        if (state.Pin.Condition(ifMatch) is { } condition) fields.Add(condition);
        return new ExchangeRequest(url, "GET", fields, null);
    }
}
