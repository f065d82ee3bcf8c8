using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.Domain.Transfers.Segments;
using Swarm.Domain.Writing;

namespace Swarm.Engine.Transferring;

/// <summary>What an open answer still brings: bytes to drop first, and where its body ends, as a place in the object.</summary>
readonly record struct Rest(long Skip, long End);

/// <summary>Objects that are written with a checkpoint: found again, begun, led to their end.</summary>
sealed class ObjectPump(TransferParts parts, Action<ObjectTransfer> share)
{
    readonly Leader _leader = new(parts);

    /// <summary>The server's ranges can't be believed: no more of them in this attempt.</summary>
    public bool IsDistrusted { get; set; }

    /// <summary>Whether an answer is worth a checkpoint, and can be gone on with by ranges.</summary>
    public bool CanHold(Work work, ResponseHead head, Slice slice, CommitDemand demand) =>
        IsPlainGet(work) && slice.Length >= parts.Segments.ResumeFrom && parts.Volume.KeepsParts
        && SplitRules.CanSplit(head, hasDigest: demand.Checksums.Count > 0);

    /// <summary>What an earlier attempt, or an earlier run, left of a bundle; null: nothing that can be gone on with.</summary>
    public async ValueTask<LedObject?> LeftAsync(Attempt order, CancellationToken token)
    {
        var work = order.Work;
        if (work.Lease.Path is not { } path || !IsPlainGet(work) || await parts.Volume.ResumeAsync(work.Key, token) is not { } part) return null;
        if (part.Path != path)
        {
            part.Discard();
            return null;
        }

        try
        {
            if (parts.Segments.VerifyResume) await Task.Run(part.Recheck, token);
            return Led(order, path, part, RangePin.Of(part.Identity.Validators), token);
        }
        catch
        {
            part.Dispose();
            throw;
        }
    }

    public LedObject Begin(Attempt order, string path, ResponseHead head, Slice slice, CommitDemand demand, CancellationToken token)
    {
        var (work, pin) = (order.Work, RangePin.Of(head));
        var identity = new PartIdentity(PlaceOf(work), slice.Length!.Value, slice.Offset, pin.ToValidators()) {
            Total = slice.Total,
            Promised = demand.Checksums,
            ContentType = head.Headers.Find("Content-Type"),
        };
        return Led(order, path, parts.Volume.Begin(work.Key, path, identity, Looking(Demands.AlgorithmsOf(demand))), pin, token);
    }

    /// <summary>Who will read back what is held has to have its sums.</summary>
    IReadOnlyList<DigestAlgorithm> Looking(IReadOnlyList<DigestAlgorithm> digests) =>
        parts.Segments.VerifyResume ? [.. digests.Append(DigestAlgorithm.Crc32C).Distinct()] : digests;

    /// <returns>Null: the object is whole, and its part file open. Else the part file is closed, and this is why.</returns>
    public async ValueTask<SegmentEnd?> LeadAsync(LedObject led, IExchange exchange, Rest rest, OriginSpacer? spacer)
    {
        var transfer = led.Transfer;
        SegmentEnd? end = SegmentEnd.Nothing;
        try
        {
            if (!IsDistrusted && transfer.WantsHelp) share(transfer);
            end = await _leader.LeadAsync(transfer, led.Segment, exchange, rest, spacer);
            return end;
        }
        finally
        {
            await transfer.CloseAsync();
            if (end is { Failure.Reason: Reason.Changed }) transfer.Part.Discard();
            else if (end is not null) transfer.Part.Dispose();
            transfer.Dispose();
        }
    }

    LedObject Led(Attempt order, string path, IPartFile part, RangePin pin, CancellationToken token)
    {
        var work = order.Work;
        var plan = new SegmentPlan(part.Identity.Length, part.Held, Sized(part), parts.Volume.Window);
        var transfer = new ObjectTransfer(work, work.Request, part, plan, pin, parts.Segments.Segments, token) { Mirrors = MirrorsOf(order, part.Identity) };
        return new LedObject(transfer, path, plan.Claim(), PlaceOf(work));
    }

    /// <summary>What has to go out in order comes in small pieces, since each waits for its turn in memory.</summary>
    SegmentOptions Sized(IPartFile part) => parts.Volume.Window is not null ? parts.Segments with { PartSize = 1 << 20 }
        : part.Piece is { } piece ? parts.Segments with { PartSize = piece } : parts.Segments;

    static IReadOnlyList<WebUrl> MirrorsOf(Attempt order, PartIdentity identity)
    {
        var bundle = order.Work.Bundle;
        if (order.IsSecond || identity.Promised.Count == 0 || bundle.Mirrors.Count == 0) return [];
        return [.. bundle.Mirrors.Prepend(bundle.Url).Where(u => u.Origin != order.Work.Origin)];
    }

    static bool IsPlainGet(Work work) => work.Bundle.Method == "GET" && work.Bundle.Headers.Find("Range") is null;

    /// <summary>Signatures in the query change from one request to the next, and the object stays the same.</summary>
    static string PlaceOf(Work work) => work.Request.Url.Href.Split('?', '#')[0];
}

/// <summary>What was fetched is of no use: from the start.</summary>
sealed class StartAgainException(Failure failure) : Exception(failure.Detail)
{
    public Failure Failure { get; } = failure;
}

/// <summary>An object whose transfer this attempt leads. Disposed of before <see cref="Keep"/>, its part file stays as it is.</summary>
sealed class LedObject(ObjectTransfer transfer, string path, Segment? segment, string place) : IDisposable
{
    bool _kept;

    public ObjectTransfer Transfer => transfer;

    public string Path => path;

    /// <summary>What the leader begins with; there is one unless the plan is complete.</summary>
    public Segment Segment => segment!;

    public ExchangeRequest Request(OriginSpacer? spacer) => transfer.RequestFor(Segment, spacer);

    /// <summary>
    /// Whether an answer goes on where the part file ends. Null: it is another answer, to be judged as such.
    /// </summary>
    /// <exception cref="StartAgainException">The part file is of another version than the server's, or the server can't be believed.</exception>
    public Rest? Continues(ResponseHead head)
    {
        var answer = transfer.Judge(Segment, head);
        if (answer.Verdict == PartVerdict.Part && transfer.Part.Identity.Url == place) return new Rest(answer.Skip, answer.End);
        if (answer.Verdict == PartVerdict.Other && head.Status >= 300) return null;
        transfer.Part.Discard();
        if (answer.Verdict == PartVerdict.Whole) return null;
        var reason = answer.Verdict is PartVerdict.Refused or PartVerdict.Other ? Reason.Protocol : Reason.Changed;
        throw new StartAgainException(new Failure(reason, Stage.Head, answer.Fault ?? "the object has changed on the server since a part of it was fetched"));
    }

    /// <summary>From here on the part file is another's to close.</summary>
    public LedObject Keep()
    {
        _kept = true;
        return this;
    }

    public void Dispose()
    {
        if (_kept) return;
        segment?.GiveBack();
        transfer.Part.Dispose();
        transfer.Dispose();
    }
}
