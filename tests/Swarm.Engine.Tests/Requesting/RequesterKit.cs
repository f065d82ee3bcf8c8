using Akka.Actor;
using Akka.TestKit;
using Swarm.Domain;
using Swarm.Domain.Requests;
using Swarm.Engine.Requesting;
using Swarm.Engine.Transferring;

namespace Swarm.Engine.Tests.Requesting;

/// <summary>One origin's requester between a pretended coordinator (the test's own actor) and a probe that gets every attempt.</summary>
public abstract class RequesterKit : EngineKit
{
    TestProbe? _transfers;

    protected TestProbe Transfers => _transfers ??= CreateTestProbe();

    protected EngineOptions Options { get; init; } = new();

    protected RobotsParts? Robots { get; set; }

    protected IActorRef Requester(StrategyOptions strategy, JobSlots? slots = null, Origin? origin = null) =>
        Requester(new ConfiguredStrategy(strategy), slots, origin);

    protected IActorRef Requester(IRequestStrategy strategy, JobSlots? slots = null, Origin? origin = null)
    {
        var attempts = Transfers.Ref;
        var parts = new HostParts
        {
            Strategy = strategy,
            Slots = slots ?? new JobSlots(64),
            Options = Options,
            Time = Time,
            Chance = new Random(1),
            Meter = new JobMeter(),
            Transfer = Props.Create(() => new Relay(attempts)),
            Robots = Robots,
        };
        var asked = origin ?? Bundles.Somewhere;
        var requester = Sys.ActorOf(Props.Create(() => new HostRequesterActor(asked, parts, null)));
        Timed.Add(requester);
        return requester;
    }

    protected static StrategyOptions AtOnce(int count, double delay = 0) =>
        new() { PerOrigin = count, Delay = TimeSpan.FromSeconds(delay) };

    /// <summary>The next attempt that is begun.</summary>
    protected Attempt Begun() => Transfers.ExpectMsg<Attempt>();

    /// <summary>So many attempts, and no more.</summary>
    protected List<Attempt> Begun(int count)
    {
        var begun = Enumerable.Range(0, count).Select(_ => Begun()).ToList();
        NoneBegins();
        return begun;
    }

    protected void NoneBegins() => Transfers.ExpectNoMsg(AWhile);

    /// <summary>Ends an attempt as its transfer would.</summary>
    protected static AttemptEnded Good(Attempt attempt) =>
        new(attempt.Work, attempt.Number) { Status = 200, Outcome = new Outcome(OutcomeKind.Done) { Attempts = attempt.Number } };

    protected static AttemptEnded Answered(Attempt attempt, int status, TimeSpan? serverWait = null) =>
        new(attempt.Work, attempt.Number) { Status = status, ServerWait = serverWait };

    protected static AttemptEnded Broken(Attempt attempt, Reason reason = Reason.Connect) =>
        new(attempt.Work, attempt.Number) { Failure = new Failure(reason, Stage.Connect, "broken") };

    /// <summary>Hands attempts to the probe; one of priority 13 kills it.</summary>
    sealed class Relay : ReceiveActor
    {
        public Relay(IActorRef probe)
        {
            Receive<Attempt>(m => m.Work.Bundle.Priority == 13, _ => throw new InvalidOperationException("unlucky"));
            Receive<Attempt>(m => probe.Forward(m));
            Receive<Abandon>(m => probe.Forward(m));
        }
    }
}
