using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Transfers;
using Swarm.Domain.Writing;

namespace Swarm.Engine.Transferring;

/// <summary>
/// What one attempt came to: the end of it, or a file that waits for its writer. A struct, as other results of what is awaited for each bundle: methods
/// that await and return a class can't be compiled ahead, and each costs a short run a millisecond.
/// </summary>
readonly record struct Pumped(AttemptEnded Ended, IUncommittedFile? File, CommitDemand Demand);

/// <summary>The byte pump: one attempt at a time, from the request to a file that waits for its writer. Holds one buffer, whatever the body's length.</summary>
sealed class Pump(TransferParts parts, Action<ObjectTransfer> share)
{
    /// <summary>An object that changes more often while it is fetched is given up.</summary>
    const int MostChanges = 3;

    readonly Questions _questions = new(parts);
    readonly Outcomes _outcomes = new(parts);
    readonly TargetNames _names = new(parts);
    readonly Demands _demands = new(parts);
    readonly ObjectPump _objects = new(parts, share);
    AttemptEnded _ended = null!;
    long _began;
    bool _lost; // what an earlier attempt had brought: to bring it again is no progress

    /// <summary>Never throws: failures are data.</summary>
    public async Task<Pumped> RunAsync(Attempt order, CancellationToken token)
    {
        (_objects.IsDistrusted, _lost) = (false, false);
        (_began, _ended) = (parts.Time.GetTimestamp(), new AttemptEnded(order.Work, order.Number));
        parts.Meter.RequestBegins();
        try
        {
            return await AttemptAsync(order, token);
        }
        catch (TransferException e)
        {
            return Failed(e.Failure);
        }
        catch (OperationCanceledException)
        {
            return Failed(new Failure(Reason.Cancelled, Stage.Request, "stopped before it was finished"));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Failed(new Failure(Reason.Internal, Stage.Request, $"{e.GetType().Name}: {e.Message}"));
        }
        finally
        {
            parts.Meter.RequestEnds();
        }
    }

    async ValueTask<Pumped> AttemptAsync(Attempt order, CancellationToken token)
    {
        for (var changes = 0; ; changes++)
        {
            try
            {
                return await OnceAsync(order, token);
            }
            catch (StartAgainException e)
            {
                if (changes == MostChanges) return Failed(e.Failure);
                (_objects.IsDistrusted, _lost) = (e.Failure.Reason == Reason.Protocol, true);
            }
        }
    }

    async ValueTask<Pumped> OnceAsync(Attempt order, CancellationToken token)
    {
        using var left = await _objects.LeftAsync(order, token) ?? await LookAheadAsync(order, token);
        if (left is { Transfer.Plan.IsComplete: true }) return Whole(order.Work, left.Keep(), null);
        var request = left is null ? _questions.Whole(order) : left.Request(order.Spacer);
        await using var exchange = await parts.Exchanger.SendAsync(request, token);
        _ended = _ended with
        {
            Status = exchange.Head.Status,
            Latency = exchange.Timings.ToHead,
            ServerWait = ServerWait.From(exchange.Head, parts.Time.GetUtcNow()),
        };
        if (left?.Continues(exchange.Head) is { } rest) return await LeadAsync(order, left.Keep(), exchange, rest);
        _lost |= left is not null;
        return await AnswerAsync(order, exchange, token);
    }

    /// <summary>Where that is asked for: the object as its head describes it, so that the first bytes may come by ranges already.</summary>
    async ValueTask<LedObject?> LookAheadAsync(Attempt order, CancellationToken token)
    {
        if (!parts.Segments.Head || order.Work.Bundle is not { Method: "GET", Range: null }) return null;
        await using var exchange = await parts.Exchanger.SendAsync(_questions.Whole(order) with { Method = "HEAD" }, token);
        if (exchange.Head.Status != 200) return null; // refused, or elsewhere: the request for the bytes will tell
        var (led, _) = await BeginAsync(order, exchange.Head, Slice.Of(order.Work, exchange.Head), token);
        return led;
    }

    async ValueTask<Pumped> AnswerAsync(Attempt order, IExchange exchange, CancellationToken token)
    {
        var (work, head) = (order.Work, exchange.Head);
        if (head.Status == 304 && _questions.IsConditional(work)) return Ended(_ended with { Outcome = _outcomes.Unmodified(_ended, head, _began) });
        if (RedirectRules.IsRedirect(head.Status) && head.Headers.Find("Location") is not null)
            return Ended(new Redirections(parts, _outcomes).End(_ended, head, _began));
        if (Slice.IsOfNothing(work.Bundle, head)) return await StageAsync(work, exchange, new Slice(0, 0, 0, 0), _demands.Of(0, work.Bundle, [], head), token);
        if (!parts.Accepts(work.Origin, head.Status) || head.Status == 304) return Ended(_ended);
        if (parts.Scope is not null) PassGate(parts.Scope, work.Bundle, head);
        if (work.Bundle.Method == "HEAD") return Ended(_ended with { Outcome = _outcomes.Describe(_ended, head, OutcomeKind.Done, _began) });
        var slice = Slice.Of(work, head);
        var (led, demand) = await BeginAsync(order, head, slice, token);
        return led is null ? await StageAsync(work, exchange, slice, demand, token)
            : await LeadAsync(order, led, exchange, new Rest(slice.Skip, slice.Offset + slice.Length!.Value));
    }

    void PassGate(IScope scope, Bundle bundle, ResponseHead head)
    {
        if (scope.Refuses(bundle, head.Headers.Find("Content-Type"), head.Length) is { } rule)
            throw new TransferException(new Failure(Reason.Scope, Stage.Head, rule) { IsFinal = true });
        _ended = _ended with { Said = CrawlFields.Of(head, parts.Agent) };
    }

    /// <returns>Null: it is not worth a checkpoint, or can't be gone on with.</returns>
    async ValueTask<(LedObject? Led, CommitDemand Demand)> BeginAsync(Attempt order, ResponseHead head, Slice slice, CancellationToken token)
    {
        RefuseOversize(slice.Length ?? 0);
        var work = order.Work;
        var demand = _demands.Of(slice.Length, work.Bundle, await _demands.PromisedAsync(order, head, slice, token), head);
        if (!_objects.CanHold(work, head, slice, demand)) return (null, demand);
        var path = await _names.PathAsync(work, head);
        return (_objects.Begin(order, path, head, slice, demand, token), demand);
    }

    async ValueTask<Pumped> LeadAsync(Attempt order, LedObject led, IExchange exchange, Rest rest)
    {
        if (await _objects.LeadAsync(led, exchange, rest, order.Spacer) is not { } end) return Whole(order.Work, led, exchange.Head);
        _ended = _ended with { Status = end.Status, ServerWait = end.ServerWait ?? _ended.ServerWait, Progressed = !_lost && led.Transfer.Gained >= Leader.Progress };
        if (order.Work.Attempts > 0 && led.Transfer.Gained == 0 && !end.IsWish) parts.Volume.Drop(order.Work.Key); // next time from the start, in one stream
        return end.Failure is { Reason: Reason.Changed } changed ? throw new StartAgainException(changed) : Ended(_ended with { Failure = end.Failure });
    }

    /// <param name="head">Null: nothing was left to ask for.</param>
    Pumped Whole(Work work, LedObject led, ResponseHead? head)
    {
        var part = led.Transfer.Part;
        var answer = head ?? new ResponseHead(206, [], null, false, new Version(1, 1));
        var outcome = _outcomes.Describe(_ended, answer, OutcomeKind.Done, _began) with { File = work.Lease.Path ?? led.Path, Length = part.Identity.Length };
        return new Pumped(_ended with { Outcome = outcome }, part, _demands.Of(part.Identity.Length, work.Bundle, part.Identity.Promised, answer));
    }

    async ValueTask<Pumped> StageAsync(Work work, IExchange exchange, Slice slice, CommitDemand demand, CancellationToken token)
    {
        var head = exchange.Head;
        var path = await _names.PathAsync(work, head);
        var file = parts.Volume.Stage(path, Demands.AlgorithmsOf(demand), head.Headers.Find("Content-Type"));
        try
        {
            await FillAsync(work, exchange, file, slice, token);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        var outcome = _outcomes.Describe(_ended, head, OutcomeKind.Done, _began) with { File = parts.Writing.Discard ? null : path, Length = file.Length };
        return new Pumped(_ended with { Outcome = outcome }, file, demand);
    }

    async ValueTask FillAsync(Work work, IExchange exchange, IStagedFile file, Slice slice, CancellationToken token)
    {
        var skip = slice.Skip;
        while (slice.Length is not { } wanted || file.Length < wanted || slice.IsBody(exchange.Head))
        {
            var buffer = file.GetMemory();
            var read = await exchange.ReadAsync(buffer, token);
            if (read == 0) return;
            parts.Meter.AddBytes(read);
            var fresh = SegmentPump.Skip(buffer.Span, read, ref skip);
            if (slice.Length is { } length && !slice.IsBody(exchange.Head)) fresh = (int)Math.Min(fresh, length - file.Length);
            RefuseOversize(file.Length + fresh);
            if (file.Advance(fresh)) await file.FlushAsync(token);
            if (parts.Throttle is { } throttle) await throttle(work.Origin, read, token);
        }
    }

    void RefuseOversize(long length)
    {
        if (parts.Writing.MaximumLength is > 0 and var most && length > most)
            throw new TransferException(Reason.Size, Stage.Body, $"the body is longer than the {most} bytes allowed");
    }

    static Pumped Ended(AttemptEnded ended) => new(ended, null, default);

    Pumped Failed(Failure failure) => new(_ended with { Failure = failure, Outcome = null }, null, default);
}
