using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.Domain.Transfers.Segments;

namespace Swarm.Engine.Transferring;

/// <summary>
/// Stays with one object until every byte is there: fills its own segment, takes what others gave back, splits what is left, and waits where
/// others are at work. A connection that broke after it brought something is made anew at once; one that brought nothing ends the attempt.
/// </summary>
sealed class Leader(TransferParts parts)
{
    /// <summary>Less than this is no progress: a server that cuts every answer short is asked with the strategy's patience.</summary>
    public const long Progress = 16 << 10;

    /// <summary>So often a connection may break, while others are at work, without the object coming any nearer.</summary>
    const int MostBarren = 3;

    readonly SegmentPump _pump = new(parts);

    /// <param name="open">The first answer, whose body <paramref name="rest"/> tells the place of.</param>
    /// <returns>Null: the object is whole. Else why the attempt has to end.</returns>
    public async Task<SegmentEnd?> LeadAsync(ObjectTransfer transfer, Segment segment, IExchange open, Rest rest, OriginSpacer? spacer)
    {
        var ended = await FillAsync(transfer, segment, open, rest);
        var (left, barren) = (transfer.Plan.Remaining, 0);
        while (true)
        {
            var news = transfer.NewsAsync();
            if (transfer.Fault is { } fault) return SegmentEnd.Nothing with { Failure = fault };
            if (transfer.Plan.IsComplete) return null;
            if (MustEnd(ended)) return ended;
            if (ended is { IsWell: true, Bytes: > 0 }) transfer.SegmentCame();
            (left, barren) = Count(transfer.Plan.Remaining, left, ended.IsWell, barren);
            if (barren >= MostBarren) return ended;
            if ((ended.IsWell || ended.Bytes >= Progress) && (transfer.Plan.Claim() ?? Hedged(transfer)) is { } next)
            {
                ended = await _pump.FetchAsync(transfer, next, spacer, transfer.Token);
            }
            else if (transfer.Plan.Open > 0)
            {
                await news;
                ended = ended.IsWell ? SegmentEnd.Nothing : ended with { Bytes = Progress };
            }
            else if (!ended.IsWell && !transfer.Plan.IsComplete)
            {
                return ended; // nobody is left to wait for
            }
        }
    }

    static (long Left, int Barren) Count(long left, long before, bool isWell, int barren) =>
        isWell || before - left >= Progress ? (left, 0) : (before, barren + 1);

    async Task<SegmentEnd> FillAsync(ObjectTransfer transfer, Segment segment, IExchange open, Rest rest)
    {
        var from = segment.Position;
        Failure? failure = null;
        try
        {
            if (open.Head.Status == 206) transfer.ProveRanges();
            await _pump.FillAsync(transfer, segment, open, rest.Skip, rest.End, transfer.Token);
        }
        catch (TransferException e)
        {
            failure = e.Failure;
        }
        catch (OperationCanceledException)
        {
            failure = new Failure(Reason.Cancelled, Stage.Body, "stopped before it was finished");
        }
        finally
        {
            segment.GiveBack();
            await open.DisposeAsync(); // else the server would go on sending what others fetch
        }

        return SegmentEnd.Nothing with { Failure = failure, Bytes = segment.Position - from };
    }

    Segment? Hedged(ObjectTransfer transfer) => parts.Segments.Hedge ? transfer.Plan.Hedge() : null;

    /// <summary>The disk or store, a wish to stop, a status that the strategy has to judge: no other connection would help.</summary>
    static bool MustEnd(SegmentEnd ended) =>
        ended is { Failure: null, IsWell: false } || ended.Failure is { IsEnvironment: true } or { Stage: Stage.Write } or { Reason: Reason.Cancelled or Reason.Disk or Reason.Internal };
}
