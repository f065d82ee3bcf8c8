using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Transfers;

namespace Swarm.Engine.Transferring;

/// <summary>Where a redirect leads: followed at once, or, in a crawl, a bundle of its own that has to pass the gate.</summary>
sealed class Redirections(TransferParts parts, Outcomes outcomes)
{
    public AttemptEnded End(AttemptEnded ended, ResponseHead head, long began)
    {
        var (work, bundle) = (ended.Work, ended.Work.Bundle);
        var trace = bundle.Trace ?? CrawlTrace.Seed;
        var step = RedirectRules.Follow(work.Request, head, work.Hops + trace.Hops);
        if (parts.Scope is not { } scope || step.Next is not { } next) return ended with { Redirect = step.Next, Failure = step.Failure };
        var admission = scope.JudgeRedirect(next.Url, bundle);
        if (admission.Url.Equals(bundle.Url)) return ended with { Redirect = next }; // to itself, perhaps with a cookie: no other bundle
        return admission.IsIn
            ? ended with { Outcome = outcomes.Describe(ended, head, OutcomeKind.Moved, began) with { FinalUrl = admission.Url, ContentType = null } }
            : ended with { Failure = Refused(next.Url, admission.Rule, trace.Kind) };
    }

    static Failure Refused(WebUrl target, string rule, LinkKind kind)
    {
        var widen = kind == LinkKind.Seed ? "; to have it, give that URL as well, or widen --scope" : "";
        return new Failure(Reason.Scope, Stage.Head, $"it leads to {target.Href}, which stays out: {rule}{widen}") { IsFinal = true };
    }
}
