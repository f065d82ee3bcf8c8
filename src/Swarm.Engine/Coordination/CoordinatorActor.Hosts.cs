using Akka.Actor;
using Swarm.Domain;
using Swarm.Engine.Keeping;
using Swarm.Engine.Reporting;
using Swarm.Engine.Requesting;

namespace Swarm.Engine.Coordination;

/// <summary>The origins' requesters: made, parked, retired, and what happens when one fails.</summary>
public sealed partial class CoordinatorActor
{
    /// <summary>So many new origins, and the idle ones are looked for.</summary>
    const int SweepEvery = 1024;

    int _made;

    void SendOut() => _hosts.SendOut(Send);

    void Send(HostEntry host)
    {
        if (host.Requester is { } requester)
        {
            if (host.Outbox.Count > 0) requester.Tell(new Fetch([.. host.Outbox]));
            foreach (var shared in host.Shares) requester.Tell(shared);
            host.Outbox.Clear();
            host.Shares.Clear();
        }
        else if (!host.IsRecalling)
        {
            host.IsRecalling = true;
            _parts.Keeper.Tell(new RecallPace(host.Origin));
        }
    }

    /// <summary>A mirror's origin serves its own bundles first, as any.</summary>
    void OnShareOut(ShareOut message)
    {
        if (_stopped) return;
        foreach (var mirror in message.Transfer.Mirrors)
        {
            var host = _hosts[mirror.Origin];
            if (host.IsParked) continue;
            host.Shares.Add(new Lend(message.Transfer, mirror));
            Send(host);
        }
    }

    void OnPaceRecalled(PaceRecalled recalled)
    {
        if (_stopped) return;
        if (++_made % SweepEvery == 0) AskToRetire();
        var host = _hosts[recalled.Origin];
        host.IsRecalling = false;
        host.Requester = Context.Watch(Context.ActorOf(_parts.Host(recalled.Origin, recalled.Pace)));
        Send(host);
    }

    void AskToRetire()
    {
        foreach (var host in _hosts.All)
            if (host.IsIdle) host.Requester!.Tell(new Retire());
    }

    void OnRetirable(Retirable message)
    {
        var host = _hosts[message.Origin];
        if (!host.IsIdle) return;
        Context.Unwatch(host.Requester!);
        Context.Stop(host.Requester!);
        _hosts.Remove(host);
    }

    Directive OnRequesterFailed(Exception e)
    {
        _failure ??= new Failure(Reason.Internal, Stage.Request, $"an origin's requester failed: {e.GetType().Name}: {e.Message}");
        return Directive.Stop;
    }

    /// <summary>A fault of ours, or of the caller's own strategy: what it had in hand is told from what it lost by nobody but us.</summary>
    void OnRequesterDied(Terminated death)
    {
        if (_hosts.Find(death.ActorRef) is not { } host) return;
        host.Requester = null;
        foreach (var work in _hosts.ReleaseAll(host)) Unlease(work.Lease);
        if (!_stopped) Stop(false, _failure);
        GoOn();
    }

    void OnParked(Parked parked)
    {
        var host = _hosts[parked.Origin];
        foreach (var work in parked.Works)
        {
            if (_hosts.Release(work)) LayAside(work, parked.Until);
        }

        if (!_stopped) Park(host, parked.Until);
        GoOn();
    }

    /// <summary>What came here from another origin must not go straight back to that one.</summary>
    void LayAside(Work work, DateTimeOffset until)
    {
        var home = _hosts[work.Bundle.Url.Origin];
        if (_stopped || home.Origin != work.Origin)
        {
            Unlease(work.Lease, _stopped ? null : until);
            return;
        }

        home.AddBacklog();
        Unlease(work.Lease);
    }

    void Park(HostEntry host, DateTimeOffset until)
    {
        _hosts.Park(host, true);
        var wait = until - _parts.Time.GetUtcNow();
        wait = wait < LongestSleep ? wait : LongestSleep;
        Timers.StartSingleTimer(host.Origin, new Unparked(host.Origin), wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
    }

    void OnUnparked(Unparked message)
    {
        _hosts.Park(_hosts[message.Origin], false);
        GoOn();
    }

    void OnPaceLearned(PaceLearned learned)
    {
        _parts.Keeper.Tell(new RememberPace(learned.Origin, learned.Pace));
        Publish(new PaceSeen(learned.Origin, (int)learned.Pace.Concurrency, learned.Pace.Spacing));
    }
}
