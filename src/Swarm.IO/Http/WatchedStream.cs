using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.IO.Http;

/// <summary>Tells the exchange's watch of each piece of a request's body that the connection has taken, and holds the body to its length. Leaves what it is over open.</summary>
sealed class WatchedStream(Stream inner, long length, ActivityWatch watch) : SendingStream
{
    bool _isBroken;

    /// <summary>Bytes given to the connection, taken or not.</summary>
    public long Written { get; private set; }

    /// <returns>False: the connection took no more of it.</returns>
    /// <exception cref="TransferException">The source failed, or is not as long as was said.</exception>
    public async ValueTask<bool> TakeAsync(IRequestContent content, CancellationToken token)
    {
        watch.BodyGoesOut();
        try
        {
            await content.WriteToAsync(this, token);
            return Written == length ? true : throw SourceFailed($"it ended after {Written} of {length} bytes");
        }
        catch (Exception) when (_isBroken)
        {
            return false;
        }
        catch (Exception e) when (e is not TransferException and not OperationCanceledException)
        {
            throw SourceFailed(Plain.Text(e.Message), e);
        }
        finally
        {
            watch.BodyIsOut();
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Written + buffer.Length > length) throw SourceFailed($"it goes on after {length} bytes");
        watch.Sends();
        Written += buffer.Length;
        try
        {
            // The source may have been asked without a token, or not have passed it on.
            await inner.WriteAsync(buffer, cancellationToken.CanBeCanceled ? cancellationToken : watch.Token);
        }
        catch (IOException)
        {
            _isBroken = true;
            throw;
        }
        finally
        {
            watch.Sent();
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    static TransferException SourceFailed(string how, Exception? cause = null) =>
        new(Reason.Disk, Stage.Request, $"the source of the request's body failed: {how}", cause);
}
