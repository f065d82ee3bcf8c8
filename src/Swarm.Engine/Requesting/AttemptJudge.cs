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
