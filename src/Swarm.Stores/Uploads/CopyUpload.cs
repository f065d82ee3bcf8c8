using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Uploads;

/// <summary>Copies an object within its store, which moves the bytes itself.</summary>
static class CopyUpload
{
    /// <exception cref="TransferException">The store refused; or it can't copy from there, which no further try mends.</exception>
    public static async Task<UploadReceipt> RunAsync(UploadTry run, StoreAddress from, CancellationToken token)
    {
        if (from.Kind != run.Order.Target.Kind || !run.Store.Powers.HasFlag(StorePowers.ServerCopy))
            throw new TransferException(new Failure(Reason.Url, Stage.Request, $"{from} can't be copied to {run.Order.Target} within one store") { IsFinal = true });
        var facts = await run.Retries.RunAsync(t => run.Store.CopyAsync(from, run.Order.Target, run.Order.Options, t), token);
        var length = facts.Size ?? (await run.Retries.RunAsync(t => run.Store.StatAsync(run.Order.Target, t), token))?.Size ?? 0;
        run.Held.Reach(length);
        return new UploadReceipt(length, 200) { ETag = facts.ETag };
    }
}
