using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;

namespace Swarm.Stores.Uploads;

/// <summary>One part to a store that takes them in any order.</summary>
static class PartPutting
{
    /// <exception cref="SessionGoneException">There is no such upload.</exception>
    public static async ValueTask<PartFacts> PutPartAsync(this UploadTry run, UploadSession session, PartDemand part, IRequestContent content, CancellationToken token)
    {
        UploadStatus answer;
        try
        {
            answer = await run.Store.PutPartAsync(session, part, content, token);
        }
        catch (TransferException e) when (e.Status is 404 or 410)
        {
            throw new SessionGoneException(session.Target);
        }

        if (answer.IsGone) throw new SessionGoneException(session.Target);
        foreach (var held in answer.Parts)
            if (held.Number == part.Number) return held with { Size = content.Length };
        throw new TransferException(Reason.Protocol, Stage.Head, $"{session.Target}: the store did not say that it holds part {part.Number}");
    }
}
