using System.Runtime.CompilerServices;
using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.IO.Http;

/// <summary>An answer whose head has come and whose body is read straight from the engine.</summary>
sealed class HttpExchange(AnswerBody body, ResponseHead head, long? expected, ActivityWatch watch, Watchdog watchdog) : IExchange, IMovableBody
{
    bool _closed;

    public ResponseHead Head => head;

    public required ExchangeTimings Timings { get; init; }

    /// <summary>The token that opened the exchange; it ends it too.</summary>
    public required CancellationTokenRegistration Cancellation { get; init; }

    public bool CanMove => body.CanMove;

    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken token) =>
        buffer.IsEmpty ? throw new ArgumentException("an empty buffer can't tell the end of a body", nameof(buffer)) : NextAsync(buffer, null, token);

    public ValueTask<int> MoveAsync(KernelPipe pipe, CancellationToken token) => NextAsync(default, pipe, token);

    /// <summary>The body's next bytes, into memory or into a pipe.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    async ValueTask<int> NextAsync(Memory<byte> buffer, KernelPipe? pipe, CancellationToken token)
    {
        if (watch.Bytes == expected) return 0;
        // The framework may have dropped a length that we could read, and would go on to the end of the connection.
        var most = (int)Math.Min(pipe is null ? buffer.Length : KernelPipe.Size, expected - watch.Bytes ?? int.MaxValue);
        var read = 0;
        watch.ReadBegins();
        // The owner's one token is linked already; another one is only for this read.
        var other = token == Cancellation.Token ? default : token.UnsafeRegister(ActivityWatch.CancelIt, watch);
        try
        {
            read = await (pipe is null ? body.ReadAsync(buffer[..most], watch.Token) : body.MoveAsync(pipe, most, watch.Token));
        }
        catch (Exception e)
        {
            throw HttpFailures.Of(e, watch, Cancellation.Token.IsCancellationRequested ? Cancellation.Token : token);
        }
        finally
        {
            await other.DisposeAsync();
            watch.ReadEnds(Math.Max(read, 0));
        }
        return read != 0 || expected is null || watch.Bytes == expected ? read : throw HttpFailures.Short(watch);
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
