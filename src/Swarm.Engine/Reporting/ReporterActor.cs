using Akka.Actor;
using Akka.Event;

namespace Swarm.Engine.Reporting;

/// <summary>Hands facts to the observers, one after another; an observer that throws is left out from then on, and the job goes on.</summary>
public sealed class ReporterActor : ReceiveActor
{
    readonly List<IJobObserver> _observers;
    readonly ILoggingAdapter _log = Context.GetLogger();

    public ReporterActor(IReadOnlyList<IJobObserver> observers)
    {
        _observers = [.. observers];
        Receive<JobFact>(OnFact);
        Receive<Drained>(m => Sender.Tell(m));
    }

    void OnFact(JobFact fact)
    {
        for (var i = _observers.Count - 1; i >= 0; i--)
        {
            try
            {
                _observers[i].OnFact(fact);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                _log.Error(e, "an observer failed on {0} and hears no more", fact.GetType().Name);
                _observers.RemoveAt(i);
            }
        }
    }
}

/// <summary>Comes back when all facts told before it have been heard.</summary>
public sealed record Drained;
