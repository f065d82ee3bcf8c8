namespace Akka.Actor;

sealed partial class ActorCell
{
    DeathWatch? deathWatch;

    public IActorRef Watch(IActorRef subject) => Watch(subject, message: null);

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Watch(subject, message);
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (deathWatch is null || subject.Equals(self))
            return subject;
        if (deathWatch.Watching.Remove(subject) && subject is IRuntimeRef target)
            target.SendSystem(new Unwatch(self));
        deathWatch.Queued.Remove(subject);
        return subject;
    }

    public void AddWatcher(IRuntimeRef watcher)
    {
        if (!watcher.Equals(self))
            (deathWatch ??= new()).Watchers.Add(watcher);
    }

    public void RemoveWatcher(IRuntimeRef watcher) => deathWatch?.Watchers.Remove(watcher);

    public void WatchedActorTerminated(IRuntimeRef watched, bool existenceConfirmed)
    {
        if (deathWatch is not null && deathWatch.Watching.Remove(watched, out var message) && !IsTerminating)
        {
            QueueTerminated(watched, message);
            self.Tell(new Terminated(watched, existenceConfirmed, addressTerminated: false), watched);
        }
        if (watched is LocalActorRef child && FindChild(child) is not null)
            HandleChildTerminated(child);
    }

    IActorRef Watch(IActorRef subject, object? message)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (subject is IRuntimeRef target && !subject.Equals(self) && (deathWatch ??= new()).Watching.TryAdd(subject, message))
            target.SendSystem(new Watch(target, self));
        return subject;
    }

    void QueueTerminated(IActorRef subject, object? message) => (deathWatch ??= new()).Queued[subject] = message;

    /// <summary>Only what is still queued counts: Unwatch takes it back even after the death.</summary>
    void ReceiveTerminated(Terminated terminated)
    {
        if (deathWatch is not null && deathWatch.Queued.Remove(terminated.ActorRef, out var message))
            Handle(message ?? terminated);
    }

    void TellWatchers()
    {
        if (deathWatch is null)
            return;
        // The parent has been told already, as a parent.
        foreach (var watcher in deathWatch.Watchers)
            if (!watcher.Equals(parent))
                watcher.SendSystem(new DeathWatchNotification(self, existenceConfirmed: true));
        deathWatch.Watchers.Clear();
    }

    void UnwatchAll()
    {
        if (deathWatch is null)
            return;
        foreach (var subject in deathWatch.Watching.Keys)
            ((IRuntimeRef)subject).SendSystem(new Unwatch(self));
        deathWatch.Watching.Clear();
        deathWatch.Queued.Clear();
    }
}

/// <summary>Whom an actor watches, who watches it, and which deaths wait in its mailbox.</summary>
sealed class DeathWatch
{
    /// <summary>With the message asked for instead of Terminated.</summary>
    public Dictionary<IActorRef, object?> Watching { get; } = [];

    public Dictionary<IActorRef, object?> Queued { get; } = [];

    public HashSet<IRuntimeRef> Watchers { get; } = [];
}
