namespace Swarm.IO.Http;

/// <summary>Tells the exchange's watch of each piece that the connection has taken. Leaves what it is over open.</summary>
sealed class WatchedStream(Stream inner, ActivityWatch watch) : SendingStream
{
    static readonly byte[] Nothing = new byte[256 << 10];

    long _written;

    /// <summary>The connection takes no more.</summary>
    public bool IsBroken { get; private set; }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        watch.Sends();
        _written += buffer.Length;
        try
        {
            await inner.WriteAsync(buffer, cancellationToken);
        }
        catch (IOException)
        {
            IsBroken = true;
            throw;
        }
        finally
        {
            watch.Sent();
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    /// <summary>
    /// A server that has refused and closed has often said why first. The framework reads that only once it has counted the whole body out: what
    /// is missing is written to the dead connection, where it can't arrive.
    /// </summary>
    public async ValueTask FeignAsync(long length, CancellationToken token)
    {
        while (_written < length)
        {
            var rest = (int)Math.Min(length - _written, Nothing.Length);
            _written += rest;
            try
            {
                await inner.WriteAsync(Nothing.AsMemory(0, rest), token);
            }
            catch (IOException)
            {
                // Counted all the same.
            }
        }
    }
}
