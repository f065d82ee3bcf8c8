using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Internal;
using Akka.TestKit.TestEvent;

namespace Akka.TestKit;

/// <summary>
/// Hears what is logged and lost in a system and shows it to the filters, on the thread that publishes: the first that takes an event keeps it
/// from the others. In Akka.NET it is the logger <c>TestEventListener</c>, so a system has one only if its configuration names that.
/// </summary>
sealed class EventListener : RuntimeRef
{
    static readonly ConditionalWeakTable<ActorSystem, EventListener> Listeners = [];

    readonly ActorSystemImpl host;
    readonly Lock gate = new();
    volatile EventFilterBase[] filters = [];

    EventListener(ActorSystem system)
    {
        host = (ActorSystemImpl)system;
        Path = host.TempPath();
        foreach (var channel in (Type[])[typeof(LogEvent), typeof(DeadLetter), typeof(Mute), typeof(Unmute)])
            host.EventStream.Subscribe(this, channel);
    }

    public override ActorPath Path { get; }

    public override ActorSystemImpl Host => host;

    public static void Attach(ActorSystem system)
    {
        if (system.Settings.Config.GetString("akka.loggers", "")!.Contains("Akka.TestKit.TestEventListener", StringComparison.Ordinal))
            Listeners.GetValue(system, static s => new EventListener(s));
    }

    public override void Tell(object message, IActorRef? sender)
    {
        switch (message)
        {
            case Mute mute:
                lock (gate)
                    filters = [.. filters, .. mute.Filters];
                break;
            case Unmute unmute:
                lock (gate)
                    filters = Without(unmute.Filters);
                break;
            case LogEvent logEvent:
                Show(logEvent);
                break;
            case DeadLetter letter when filters.Length > 0:
                Show(new Warning(letter.Recipient.Path.ToString(), letter.Recipient.GetType(), letter));
                break;
        }
    }

    void Show(LogEvent logEvent) => _ = Array.Exists(filters, filter => Applies(filter, logEvent));

    /// <summary>One of each is taken out: a filter that was muted twice is still there.</summary>
    EventFilterBase[] Without(IReadOnlyCollection<EventFilterBase> unmuted)
    {
        var left = filters.ToList();
        foreach (var filter in unmuted)
            left.Remove(filter);
        return [.. left];
    }

    static bool Applies(EventFilterBase filter, LogEvent logEvent)
    {
        try
        {
            return filter.Apply(logEvent);
        }
        catch (Exception)
        {
            // A test's own predicate may stumble over events that are not meant for it.
            return false;
        }
    }
}
