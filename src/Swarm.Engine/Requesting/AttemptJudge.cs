using Swarm.Domain;
using Swarm.Domain.Requests;
using Swarm.Engine.Transferring;

namespace Swarm.Engine.Requesting;

/// <summary>Turns an attempt's end into what strategies judge and ledgers keep. Pure.</summary>
static class AttemptJudge
{
    public static AttemptFacts Facts(AttemptEnded ended, Work spent, DateTimeOffset now) => new()
    {
        Attempt = spent.Attempts,
        Status = ended.Status,
        Failure = ended.Failure,
        Latency = ended.Latency,
        SinceFirst = now - (spent.FirstTried ?? now),
        ServerWait = ended.ServerWait,
    };

    /// <summary>What the attempt leaves of its bundle's patience: all of it, where it brought a good part of the object.</summary>
    public static Work Spent(AttemptEnded ended)
    {
        var work = ended.Work;
        return ended.Progressed ? work with { Attempts = 1, TotalAttempts = 1 }
            : work with { Attempts = work.Attempts + 1, TotalAttempts = work.TotalAttempts + 1 };
    }

    /// <summary>A helper's segment, as its origin learns from it.</summary>
    public static AttemptEnded Helped(Assisted message) => new(message.Transfer.Work, 0)
    {
        Status = message.End.Status,
        Failure = message.End.Failure,
        Latency = message.End.Latency,
        ServerWait = message.End.ServerWait,
    };

    public static Failure FailureOf(AttemptEnded ended) =>
        ended.Failure ?? new Failure(Reason.Status, Stage.Head, $"the server answered {ended.Status} {StatusPhrase.Of(ended.Status)}".TrimEnd());

    public static Outcome Failed(AttemptEnded ended, Work spent, Failure failure) => new(OutcomeKind.Failed)
    {
        Attempts = spent.TotalAttempts,
        Status = ended.Status,
        FinalUrl = spent.Request.Url.Equals(spent.Bundle.Url) ? null : spent.Request.Url,
        Failure = failure,
        Elapsed = ended.Latency,
    };

    public static AttemptEnded Died(Work work) => new(work, work.TotalAttempts + 1)
    {
        Failure = new Failure(Reason.Internal, Stage.Request, "the transfer's actor died: this is a bug in Swarm"),
    };
}
