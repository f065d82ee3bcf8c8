using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Uploads;

/// <summary>Parts of a session in order. After a failure the store is asked how far it is; answers that bring nothing are borne as often as failures.</summary>
sealed class OrderedFlow(UploadTry run, UploadSession session)
{
    int _fruitless;

    /// <exception cref="SessionGoneException">There is no such upload.</exception>
    /// <exception cref="TransferException">It failed for good; or the store claims more than was sent.</exception>
    public async ValueTask<UploadStatus> SendAsync(PartDemand part, ISummedContent content, CancellationToken token)
    {
        var status = await TryAsync(part, content, token);
        if (status.IsGone) throw new SessionGoneException(session.Target);
        if (status.Completed is not null) return status;
        if (status.Held > part.Offset + content.Length)
            throw new TransferException(Reason.Protocol, Stage.Head, $"{session.Target}: the store says that it holds {status.Held} bytes, {part.Offset + content.Length} were sent");
        if (status.Held > part.Offset) _fruitless = 0;
        else if (++_fruitless >= run.Retries.Attempts)
            throw new TransferException(Reason.Protocol, Stage.Head, $"{session.Target}: the store goes on holding {status.Held} bytes, whatever is sent");
        return status;
    }

    async ValueTask<UploadStatus> TryAsync(PartDemand part, ISummedContent content, CancellationToken token)
    {
        try
        {
            return await run.Store.PutPartAsync(session, part, content, token);
        }
        catch (TransferException e) when (e.Status is 404 or 410)
        {
            throw new SessionGoneException(session.Target);
        }
        catch (TransferException e) when (e.Failure.Reason != Reason.Protocol && run.Retries.MayTryAgain(_fruitless + 1, e)) // what it says it holds can't be: not believed in this try
        {
            await run.Retries.DelayAsync(_fruitless + 1, e, token);
            return await run.Sessions.StatusAsync(session, token);
        }
    }
}
