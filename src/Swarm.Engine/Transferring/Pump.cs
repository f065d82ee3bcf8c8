using Akka.Actor;
using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Transfers;
using Swarm.Domain.Writing;
using Swarm.Engine.Keeping;
using Swarm.Engine.Writing;

namespace Swarm.Engine.Transferring;

/// <summary>What one attempt came to: the end of it, or a file that waits for its writer.</summary>
sealed record Pumped(AttemptEnded Ended, IStagedFile? File, CommitDemand Demand);

/// <summary>The byte pump: one exchange, from the request to a staged file. Holds one buffer, whatever the body's length.</summary>
sealed class Pump(TransferParts parts)
{
    static readonly TimeSpan NamingTimeout = TimeSpan.FromSeconds(60);
    static readonly Failure Part = new(Reason.Protocol, Stage.Head, "the server sent a part (206) where the whole was asked for");

    /// <summary>Never throws: failures are data.</summary>
    public async Task<Pumped> RunAsync(Attempt order, CancellationToken token)
    {
        var began = parts.Time.GetTimestamp();
        var ended = new AttemptEnded(order.Work, order.Number);
        parts.Meter.RequestBegins();
        try
        {
            await using var exchange = await parts.Exchanger.SendAsync(RequestOf(order), token);
            ended = ended with { Status = exchange.Head.Status, Latency = exchange.Timings.ToHead, ServerWait = ServerWait.From(exchange.Head, parts.Time.GetUtcNow()) };
            return await AnswerAsync(ended, exchange, began, token);
        }
        catch (TransferException e)
        {
            return Failed(ended, e.Failure);
        }
        catch (OperationCanceledException)
        {
            return Failed(ended, new Failure(Reason.Cancelled, Stage.Request, "stopped before it was finished"));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Failed(ended, new Failure(Reason.Internal, Stage.Request, $"{e.GetType().Name}: {e.Message}"));
        }
        finally
        {
            parts.Meter.RequestEnds();
        }
    }

    async ValueTask<Pumped> AnswerAsync(AttemptEnded ended, IExchange exchange, long began, CancellationToken token)
    {
        var (work, head) = (ended.Work, exchange.Head);
        if (head.Status == 304 && IsConditional(work)) return Ended(ended with { Outcome = Unmodified(ended, head, began) });
        if (RedirectRules.IsRedirect(head.Status) && head.Headers.Find("Location") is not null)
        {
            var step = RedirectRules.Follow(work.Request, head, work.Hops);
            return Ended(ended with { Redirect = step.Next, Failure = step.Failure });
        }

        if (!parts.Accepts(work.Origin, head.Status) || head.Status == 304) return Ended(ended);
        if (head.Status == 206 && work.Request.Headers.Find("Range") is null) return Failed(ended, Part);
        if (work.Bundle.Method == "HEAD") return Ended(ended with { Outcome = Describe(ended, head, OutcomeKind.Done, began) });
        return await StageAsync(ended, exchange, began, token);
    }

    async ValueTask<Pumped> StageAsync(AttemptEnded ended, IExchange exchange, long began, CancellationToken token)
    {
        var (work, head) = (ended.Work, exchange.Head);
        RefuseOversize(head.Length ?? 0);
        var path = work.Lease.Path ?? await NameAsync(work, head);
        var file = parts.Volume.Stage(path, work.Bundle.Checksum?.Algorithm);
        try
        {
            await FillAsync(work, exchange, file, token);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        var outcome = Describe(ended, head, OutcomeKind.Done, began) with { File = parts.Writing.Discard ? null : path, Length = file.Length };
        return new Pumped(ended with { Outcome = outcome }, file, new CommitDemand(head.Length, work.Bundle.Checksum, Modified(head)));
    }

    async ValueTask FillAsync(Work work, IExchange exchange, IStagedFile file, CancellationToken token)
    {
        while (true)
        {
            var read = await exchange.ReadAsync(file.GetMemory(), token);
            if (read == 0) return;
            parts.Meter.AddBytes(read);
            RefuseOversize(file.Length + read);
            if (file.Advance(read)) await file.FlushAsync(token);
            if (parts.Throttle is { } throttle) await throttle(work.Origin, read, token);
        }
    }

    async ValueTask<string> NameAsync(Work work, ResponseHead head)
    {
        if (parts.Writing.Discard) return "discarded";
        var grant = await AskKeeperAsync<NameGrant>(new NameIt(work.Id, Propose(work, head)));
        if (grant.Moves.Count > 0) await MakeRoomAsync(grant.Moves);
        return grant.Path;
    }

    /// <summary>A namer may be the user's own: its fault is this bundle's alone.</summary>
    string Propose(Work work, ResponseHead head)
    {
        try
        {
            return parts.Namer.Propose(work.Bundle, work.Id, head.Headers).Path;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new TransferException(Reason.Name, Stage.Name, $"the namer '{parts.Namer.Name}' failed: {e.Message}", e);
        }
    }

    /// <summary>The moves are off the journal before anything new can have the names: done twice they would move the newcomer.</summary>
    async ValueTask MakeRoomAsync(IReadOnlyList<NameMove> moves)
    {
        var room = await parts.WriterFor(0).Ask<RoomMade>(new MakeRoom(moves, []), NamingTimeout);
        if (room.Failure is { } failure) throw new TransferException(failure);
        await AskKeeperAsync<MovesKept>(new MovesMade(moves, []));
    }

    async ValueTask<T> AskKeeperAsync<T>(object question)
    {
        var answer = await parts.Keeper.Ask<object>(question, NamingTimeout);
        return answer is KeeperFailed failed ? throw new TransferException(failed.Failure) : (T)answer;
    }

    ExchangeRequest RequestOf(Attempt order)
    {
        var request = IsRecheck(order.Work) ? Conditional(order.Work) : order.Work.Request;
        return order.Spacer is null ? request : request with { Spacer = order.Spacer };
    }

    bool IsRecheck(Work work) =>
        parts.Writing.IfModified && work.Lease.Known.Any && work.Lease.Path is { } path && parts.Volume.Look(path) is not null;

    bool IsConditional(Work work) =>
        IsRecheck(work) || work.Request.Headers.Find("If-None-Match") is not null || work.Request.Headers.Find("If-Modified-Since") is not null;

    static ExchangeRequest Conditional(Work work)
    {
        var headers = new List<Header>(work.Request.Headers);
        if (work.Lease.Known.ETag is { } tag) headers.Add(new Header("If-None-Match", tag));
        if (work.Lease.Known.LastModified is { } date) headers.Add(new Header("If-Modified-Since", date));
        return work.Request with { Headers = headers };
    }

    void RefuseOversize(long length)
    {
        if (parts.Writing.MaximumLength is > 0 and var most && length > most)
            throw new TransferException(Reason.Size, Stage.Body, $"the body is longer than the {most} bytes allowed");
    }

    Outcome Describe(AttemptEnded ended, ResponseHead head, OutcomeKind kind, long began) => new(kind)
    {
        Attempts = ended.Work.TotalAttempts + 1,
        Status = head.Status,
        FinalUrl = ended.Work.Request.Url.Equals(ended.Work.Bundle.Url) ? null : ended.Work.Request.Url,
        Validators = new Validators(head.Headers.Find("ETag"), head.Headers.Find("Last-Modified")),
        ContentType = head.Headers.Find("Content-Type"),
        File = kind == OutcomeKind.NotModified ? ended.Work.Lease.Path : null,
        Elapsed = parts.Time.GetElapsedTime(began),
    };

    /// <summary>A 304 need not repeat what it confirms (RFC 9110, section 15.4.5): what is known stays known.</summary>
    Outcome Unmodified(AttemptEnded ended, ResponseHead head, long began)
    {
        var outcome = Describe(ended, head, OutcomeKind.NotModified, began);
        var (lease, said) = (ended.Work.Lease, outcome.Validators);
        return outcome with
        {
            Length = lease.Path is { } path ? parts.Volume.Look(path)?.Length ?? 0 : 0,
            Validators = new Validators(said.ETag ?? lease.Known.ETag, said.LastModified ?? lease.Known.LastModified),
        };
    }

    DateTimeOffset? Modified(ResponseHead head) =>
        parts.Writing.KeepServerTime && head.Headers.Find("Last-Modified") is { } date ? HttpDate.Parse(date) : null;

    static Pumped Ended(AttemptEnded ended) => new(ended, null, default);

    static Pumped Failed(AttemptEnded ended, Failure failure) => new(ended with { Failure = failure, Outcome = null }, null, default);
}
