using System.Runtime.CompilerServices;
using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.IO.Http;

/// <summary>An answer whose head has come and whose body is read straight from the engine.</summary>
sealed class HttpExchange(AnswerBody body, ResponseHead head, long? expected, ActivityWatch watch, Watchdog watchdog) : IExchange
{
    bool _closed;

    public ResponseHead Head => head;

    public required ExchangeTimings Timings { get; init; }

    /// <summary>The token that opened the exchange; it ends it too.</summary>
    public required CancellationTokenRegistration Cancellation { get; init; }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken token)
    {
        if (buffer.IsEmpty) throw new ArgumentException("an empty buffer can't tell the end of a body", nameof(buffer));
        if (watch.Bytes == expected) return 0;
        // The framework may have dropped a length that we could read, and would go on to the end of the connection.
        if (expected is { } length && length - watch.Bytes < buffer.Length) buffer = buffer[..(int)(length - watch.Bytes)];
        var read = 0;
        watch.ReadBegins();
        // The owner's one token is linked already; another one is only for this read.
        var other = token == Cancellation.Token ? default : token.UnsafeRegister(ActivityWatch.CancelIt, watch);
        try
        {
            read = await body.ReadAsync(buffer, watch.Token);
        }
        catch (Exception e)
        {
            throw HttpFailures.Of(e, watch, Cancellation.Token.IsCancellationRequested ? Cancellation.Token : token);
        }
        finally
        {
            await other.DisposeAsync();
            watch.ReadEnds(read);
        }
        return read > 0 || expected is null || watch.Bytes == expected ? read : throw HttpFailures.Short(watch);
    }

    public async ValueTask DisposeAsync()
    {
        if (_closed) return;
        _closed = true;
        await body.DisposeAsync();
        watchdog.Remove(watch);
        await Cancellation.DisposeAsync();
    }
}
