using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Event;

/// <summary>The base of what logs are published on.</summary>
public class LoggingBus
{
    readonly Lock gate = new();
    volatile Subscription[] subscriptions = [];
    ConcurrentDictionary<Type, IActorRef[]> byEvent = new();

    private protected LoggingBus() { }

    public LogLevel LogLevel { get; private set; } = LogLevel.InfoLevel;

    public void SetLogLevel(LogLevel logLevel) => LogLevel = logLevel;

    /// <summary>Tells all who subscribed to the type of the event, to a base of it or to an interface of it; each once.</summary>
    public void Publish(object @event)
    {
        if (subscriptions.Length == 0)
            return;
        foreach (var subscriber in byEvent.GetOrAdd(@event.GetType(), static (type, bus) => bus.SubscribersOf(type), this))
            subscriber.Tell(@event, ActorRefs.NoSender);
    }

    public virtual bool Subscribe(IActorRef subscriber, Type classifier)
    {
        lock (gate)
        {
            if (Array.Exists(subscriptions, s => s.Subscriber.Equals(subscriber) && s.Channel == classifier))
                return false;
            Replace([.. subscriptions, new Subscription(subscriber, classifier)]);
            return true;
        }
    }

    public virtual bool Unsubscribe(IActorRef subscriber, Type classifier) =>
        Remove(s => s.Subscriber.Equals(subscriber) && classifier.IsAssignableFrom(s.Channel));

    public virtual bool Unsubscribe(IActorRef subscriber) => Remove(s => s.Subscriber.Equals(subscriber));

    bool Remove(Predicate<Subscription> match)
    {
        lock (gate)
        {
            var left = Array.FindAll(subscriptions, s => !match(s));
            var removed = left.Length < subscriptions.Length;
            Replace(left);
            return removed;
        }
    }

    void Replace(Subscription[] now)
    {
        subscriptions = now;
        // A publisher may still fill the old cache from the old list; nobody reads that one again.
        byEvent = new();
    }

    IActorRef[] SubscribersOf(Type type)
    {
        lock (gate)
            return [.. subscriptions.Where(s => s.Channel.IsAssignableFrom(type)).Select(s => s.Subscriber).Distinct()];
    }

    sealed record Subscription(IActorRef Subscriber, Type Channel);
}

/// <summary>The bus of a system, by type; who dies is unsubscribed.</summary>
public class EventStream : LoggingBus
{
    public EventStream(bool debug) { }

    public override bool Subscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        if (subscriber is LocalActorRef local)
            local.Cell.HasSubscriptions = true;
        return base.Subscribe(subscriber, channel);
    }

    public override bool Unsubscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        return base.Unsubscribe(subscriber, channel);
    }

    public override bool Unsubscribe(IActorRef subscriber)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        return base.Unsubscribe(subscriber);
    }
}

/// <summary>Subscribing by type argument.</summary>
public static class EventStreamExtensions
{
    public static bool Subscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) => eventStream.Subscribe(subscriber, typeof(TChannel));

    public static bool Unsubscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) =>
        eventStream.Unsubscribe(subscriber, typeof(TChannel));
}
