using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Volumes;

/// <summary>A part for a store that takes bytes in order: what it holds already is left out, and where it took fewer than were sent, the rest follows.</summary>
sealed class OrderedPart(StoreCalls calls, UploadSession session, PartDemand part, ReadOnlyMemory<byte> bytes)
{
    bool _isFree = true;

    /// <returns>The object, where this was its last part; and whether nobody reads the bytes any more.</returns>
    internal async Task<(ObjectFacts? Made, bool IsFree)> PutAsync(PartSender sender, CancellationToken token)
    {
        var end = part.Offset + bytes.Length;
        for (var tries = 0; sender.InOrder < end || part.IsLast;)
        {
            var before = sender.InOrder;
            if (before < part.Offset) throw new TransferException(Reason.Changed, Stage.Write, $"{session.Target}: the store has lost bytes that it had taken");
            var status = await OnceAsync(before, ++tries, token);
            if (status.IsGone) throw StoreFaults.Gone(session.Target);
            if (status.Completed is { } made) return (made, _isFree);
            sender.InOrder = status.Held;
            if (status.Held > before) tries = 0;
            else if (!calls.MayTryAgain(Stuck, tries)) throw new TransferException(Reason.Disk, Stage.Write, $"{session.Target}: the store takes no more of an upload");
        }

        return (null, _isFree);
    }

    static readonly TransferException Stuck = new(Reason.Reset, Stage.Write, "no progress");

    async Task<UploadStatus> OnceAsync(long from, int tries, CancellationToken token)
    {
        var content = new MemoryContent(bytes[(int)(from - part.Offset)..]);
        try
        {
            return await calls.Store.PutPartAsync(session, part with { Offset = from }, content, token);
        }
        catch (TransferException e) when (calls.MayTryAgain(e, tries))
        {
            await calls.WaitAsync(tries, e.ServerWait, token);
            return await calls.TryAsync(session.Target, t => calls.Store.StatusAsync(session, t), token);
        }
        catch (TransferException e)
        {
            throw StoreFaults.AtDestination(e, session.Target);
        }
        finally
        {
            _isFree &= content.TryClose();
        }
    }
}
