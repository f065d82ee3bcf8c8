using Akka.Actor;
using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.Domain.Transfers.Segments;

namespace Swarm.Engine.Transferring;

/// <summary>How one segment's request ended; bytes that came are kept in any case. A struct, as <see cref="Pumped"/> is.</summary>
/// <param name="Failure">Null: it came well, or its status says why not.</param>
/// <param name="Bytes">What it brought.</param>
public readonly record struct SegmentEnd(int Status, Failure? Failure, TimeSpan Latency, TimeSpan? ServerWait, long Bytes)
{
    /// <summary>Nothing was asked, so nothing went wrong.</summary>
    public static SegmentEnd Nothing { get; } = new(206, null, TimeSpan.Zero, null, 0);

    /// <summary>Somebody wished it, or the server asked for patience: it says nothing of the part file.</summary>
    public bool IsWish => Failure is null or { Reason: Reason.Cancelled } or { IsEnvironment: true };

    public bool IsWell => Failure is null && Status == 206;
}

/// <summary>Fetches segments into a part file: one exchange, one buffer of at most 512 KiB.</summary>
sealed class SegmentPump(TransferParts parts)
{
    /// <summary>One segment for an object that another leads; nothing, where there is nothing left. Never throws.</summary>
    public async Task<SegmentEnd> AssistAsync(Assist order)
    {
        var (transfer, end) = (order.Transfer, SegmentEnd.Nothing);
        try
        {
            if (transfer.Plan.Claim() is { } segment) end = await FetchAsync(transfer, segment, order.Spacer, transfer.Token, order.Mirror);
        }
        finally
        {
            transfer.Leave(end.IsWell);
        }

        return end;
    }

    /// <summary>Asks for a segment and fills it. Never throws: failures are data.</summary>
    public async Task<SegmentEnd> FetchAsync(ObjectTransfer transfer, Segment segment, OriginSpacer? spacer, CancellationToken token, WebUrl? mirror = null)
    {
        var end = new SegmentEnd(0, null, TimeSpan.Zero, null, 0);
        var from = segment.Position;
        parts.Meter.RequestBegins();
        try
        {
            await using var exchange = await parts.Exchanger.SendAsync(transfer.RequestFor(segment, spacer, mirror), token);
            var head = exchange.Head;
            end = end with { Status = head.Status, Latency = exchange.Timings.ToHead, ServerWait = ServerWait.From(head, parts.Time.GetUtcNow()) };
            var answer = transfer.Judge(segment, head, isMirror: mirror is not null);
            if (answer.Verdict == PartVerdict.Part)
            {
                transfer.ProveRanges();
                await FillAsync(transfer, segment, exchange, answer.Skip, answer.End, token);
            }
            else if (answer.Verdict != PartVerdict.Other)
            {
                Refuse(transfer, answer, isMirror: mirror is not null);
            }
            else if (head.Status < 400)
            {
                throw new TransferException(Reason.Protocol, Stage.Head, $"the server answered {head.Status} where a part was asked for");
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            end = end with { Failure = FailureOf(e) };
            if (end.Failure.Stage == Stage.Write) transfer.Fail(end.Failure); // what was taken is not stored
        }
        finally
        {
            parts.Meter.RequestEnds();
            segment.GiveBack();
            transfer.Tell();
        }

        return end with { Bytes = segment.Position - from };
    }

    /// <summary>Moves a body into the part file, from where the segment stands to its end or the answer's, whichever comes first.</summary>
    /// <param name="skip">Bytes of the body that lie before.</param>
    /// <param name="end">Where the body ends, as a place in the object.</param>
    public async ValueTask FillAsync(ObjectTransfer transfer, Segment segment, IExchange exchange, long skip, long end, CancellationToken token)
    {
        using var sink = transfer.Part.Open(segment.Position);
        var reading = transfer.Read(segment, token);
        end -= transfer.Part.Identity.Offset;
        try
        {
            while (segment.Position < end && (!segment.IsOver || segment.TryExtend() || await IsFreedAsync()))
            {
                var buffer = skip > 0 ? sink.GetMemory() : default;
                var read = skip > 0 ? await exchange.ReadAsync(buffer, reading.Token) : await sink.ReadAsync(exchange, reading.Token);
                if (read == 0) return;
                parts.Meter.AddBytes(read);
                if (parts.Throttle is { } throttle) await throttle(transfer.Work.Origin, read, token);
                var fresh = Skip(buffer.Span, read, ref skip);
                var taken = Take(segment, fresh);
                while (taken < fresh && await IsFreedAsync()) taken += Take(segment, fresh - taken);
                if (sink.Advance(taken)) await sink.FlushAsync(token);
                if (transfer.News(parts.Time) is { } news) parts.Reporter.Tell(news, ActorRefs.NoSender);
                if (taken < fresh) return; // the rest is another's, and so is what follows
            }
        }
        catch (OperationCanceledException) when (segment.IsOver && !token.IsCancellationRequested)
        {
            // A second connection has brought the rest.
        }
        finally
        {
            reading.Dispose();
            await sink.FlushAsync(CancellationToken.None);
        }

        // Called off meanwhile, since it was over.
        async ValueTask<bool> IsFreedAsync()
        {
            if (!await transfer.IsFreedAsync(segment, token)) return false;
            reading.Dispose();
            reading = transfer.Read(segment, token);
            return true;
        }
    }

    static int Take(Segment segment, int count)
    {
        var taken = segment.Take(count);
        while (taken < count && segment.TryExtend()) taken += segment.Take(count - taken);
        return taken;
    }

    /// <summary>Drops bytes that were read and are not wanted; how many are left at the buffer's start.</summary>
    public static int Skip(Span<byte> buffer, int read, ref long skip)
    {
        if (skip == 0) return read;
        var dropped = (int)Math.Min(skip, read);
        skip -= dropped;
        buffer[dropped..read].CopyTo(buffer);
        return read - dropped;
    }

    /// <summary>
    /// An answer that is not the part asked for: another version ends the attempt, a server that can't do ranges gets no more of them. Of a
    /// mirror it says only that this one is of no use.
    /// </summary>
    static void Refuse(ObjectTransfer transfer, PartAnswer answer, bool isMirror)
    {
        if (isMirror) throw new TransferException(Reason.Protocol, Stage.Head, answer.Fault ?? "the mirror has not got this object");
        if (answer.Verdict is PartVerdict.Changed or PartVerdict.Empty or PartVerdict.Beyond)
            transfer.Fail(new Failure(Reason.Changed, Stage.Head, answer.Fault ?? "the object has changed on the server while it was fetched"));
        else if (answer.Verdict != PartVerdict.Whole || !transfer.Weaken()) transfer.Distrust();
        throw new TransferException(Reason.Protocol, Stage.Head, answer.Fault ?? "the server sent the whole where a part was asked for");
    }

    static Failure FailureOf(Exception e) => e switch
    {
        TransferException known => known.Failure,
        OperationCanceledException => new Failure(Reason.Cancelled, Stage.Body, "stopped before it was finished"),
        _ => new Failure(Reason.Internal, Stage.Body, $"{e.GetType().Name}: {e.Message}"),
    };
}
