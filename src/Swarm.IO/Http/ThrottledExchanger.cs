using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.IO.Http;

/// <summary>Holds the bodies of requests back to a bandwidth.</summary>
public sealed class ThrottledExchanger(IExchanger inner, Func<Origin, int, CancellationToken, ValueTask> throttle) : IExchanger
{
    public ValueTask<IExchange> SendAsync(ExchangeRequest request, CancellationToken token) => inner.SendAsync(
        request.Content is { } content ? request with { Content = new Throttled(content, (bytes, t) => throttle(request.Url.Origin, bytes, t)) } : request, token);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    sealed class Throttled(IRequestContent content, Func<int, CancellationToken, ValueTask> throttle) : IRequestContent
    {
        public long Length => content.Length;

        public async ValueTask WriteToAsync(Stream target, CancellationToken token)
        {
            await using var stream = new ThrottledStream(target, throttle);
            await content.WriteToAsync(stream, token);
        }
    }
}

/// <summary>Accounts for each piece before it goes on, in small ones, so that a slow rate is an even one. Leaves what it is over open.</summary>
sealed class ThrottledStream(Stream inner, Func<int, CancellationToken, ValueTask> throttle) : SendingStream
{
    const int Piece = 16 << 10;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        for (; !buffer.IsEmpty; buffer = buffer[Math.Min(Piece, buffer.Length)..])
        {
            var piece = buffer[..Math.Min(Piece, buffer.Length)];
            await throttle(piece.Length, cancellationToken);
            await inner.WriteAsync(piece, cancellationToken);
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);
}
