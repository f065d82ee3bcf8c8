using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Engine.Reporting;

namespace Swarm.Engine.Transferring;

/// <summary>One attempt's end, when it brought a bundle into a store.</summary>
sealed record Uploaded(AttemptEnded Ended);

/// <summary>Beside the pump: one attempt at a time at bringing a bundle into a store, told like that at fetching one. No file is named or written.</summary>
sealed class UploadRoom(TransferParts parts)
{
    /// <summary>What is to go where: the same in every attempt and run.</summary>
    public static UploadOrder OrderOf(Work work) => new(work.Key, work.Bundle.Address!, work.Bundle.Upload!)
    {
        Options = OptionsOf(work.Bundle.Headers),
        Checksum = work.Bundle.Checksum,
    };

    /// <summary>Never throws: failures are data.</summary>
    public async Task<Uploaded> RunAsync(Attempt order, CancellationToken token)
    {
        var (began, news) = (parts.Time.GetTimestamp(), new UploadNews(parts, order.Work));
        var ended = new AttemptEnded(order.Work, order.Number);
        parts.Meter.RequestBegins();
        try
        {
            var uploader = parts.Uploader ?? throw new TransferException(new Failure(Reason.Internal, Stage.Request, "this job has no store to upload to") { IsFinal = true });
            if (order.Spacer is { } spacer) await PassAsync(spacer, token);
            var receipt = await uploader.UploadAsync(OrderOf(order.Work), news.Held, token);
            return new Uploaded(ended with { Status = receipt.Status, Outcome = OutcomeOf(order.Work, receipt, parts.Time.GetElapsedTime(began)) });
        }
        catch (TransferException e)
        {
            ended = ended with { Status = e.Status, ServerWait = e.ServerWait };
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
            news.End();
        }

        Uploaded Failed(Failure failure) =>
            new(ended with { Failure = failure, Latency = parts.Time.GetElapsedTime(began), Progressed = news.Progressed });
    }

    static async ValueTask PassAsync(Domain.Transfers.OriginSpacer spacer, CancellationToken token)
    {
        await spacer.EnterAsync(token);
        spacer.Leave();
    }

    static Outcome OutcomeOf(Work work, UploadReceipt receipt, TimeSpan elapsed) => new(OutcomeKind.Done)
    {
        Attempts = work.TotalAttempts + 1,
        Status = receipt.Status,
        Validators = new Validators(receipt.ETag, null),
        Length = receipt.Length,
        Digest = receipt.Digest?.ToString(),
        Elapsed = elapsed,
    };

    /// <summary>Two of a bundle's fields have a meaning of their own in every store.</summary>
    static PutOptions OptionsOf(IReadOnlyList<Header> headers) => headers.Count == 0 ? PutOptions.Default : new PutOptions
    {
        ContentType = headers.Find("Content-Type"),
        IfAbsent = headers.Find("If-None-Match") == "*",
        Headers = [.. headers.Where(h => !h.Is("Content-Type") && !h.Is("If-None-Match"))],
    };
}

/// <summary>Tells how far one upload is: the screen, now and then, and what judges the attempt.</summary>
sealed class UploadNews(TransferParts parts, Work work)
{
    static readonly TimeSpan BetweenNews = TimeSpan.FromMilliseconds(200);

    readonly Lock _lock = new();
    long _first = -1;
    long _held;
    long _total;
    long _told;

    /// <summary>It brought a good part of the object. What an earlier attempt had brought already, and the store lost, is none.</summary>
    public bool Progressed => _held - Math.Max(_first, 0) >= Leader.Progress && (_first > 0 || work.Attempts == 0);

    public void Held(long held, long total)
    {
        lock (_lock)
        {
            var isWhole = _first < 0 && held == total; // by one request, or by none
            if (_first < 0) _first = isWhole ? 0 : held;
            parts.Meter.AddBytes(Math.Max(0, held - Math.Max(_held, _first)));
            (_held, _total) = (held, total);
            if (isWhole || (_told != 0 && parts.Time.GetElapsedTime(_told) < BetweenNews)) return;
            _told = parts.Time.GetTimestamp();
            Tell(1);
        }
    }

    public void End()
    {
        lock (_lock)
            if (_told != 0) Tell(0);
    }

    void Tell(int connections)
    {
        if (_total >= 0) parts.Reporter.Tell(new TransferProgressed(work.Id, work.Bundle.Url, _held, _total, connections, _first), Akka.Actor.ActorRefs.NoSender);
    }
}
