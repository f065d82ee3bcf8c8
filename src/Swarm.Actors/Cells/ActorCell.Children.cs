using Akka.Routing;

namespace Akka.Actor;

sealed partial class ActorCell
{
    Children? children;
    bool isTerminated;

    bool IsWaitingForChildren => children is { Wait: ChildrenWait.Recreation or ChildrenWait.Creation };

    bool IsTerminating => isTerminated || children is { Wait: ChildrenWait.Termination };

    /// <summary>Lets other threads create children here, as a system does below its guardian.</summary>
    public void ShareChildren() => children = new Children();

    public IActorRef ActorOf(Props props, string? name = null)
    {
        if (name is not null && !ActorPath.IsValidPathElement(name))
            throw new InvalidActorNameException(name.Length == 0
                ? "Actor name must not be empty." : $"Illegal actor name [{name}]. {ActorPath.ValidNames}");
        var mine = children ??= new Children();
        LocalActorRef child;
        lock (mine)
        {
            if (IsTerminating)
                throw new InvalidOperationException("Cannot create child while terminating or terminated");
            name ??= mine.NextName();
            child = NewRef(new ChildActorPath(self.Path, name, Host.NextUid()), ref props);
            mine.Reserve(name);
            try
            {
                _ = new ActorCell(Host, child, props, self);
            }
            catch
            {
                mine.Unreserve(name);
                throw;
            }
            mine.Add(name, new ChildStats(child));
        }
        child.Start();
        return child;
    }

    public IActorRef Child(string name) => FindChild(name) is { } child ? child : ActorRefs.Nobody;

    public IEnumerable<IActorRef> GetChildren() => ChildRefs();

    public LocalActorRef? FindChild(string name)
    {
        if (children is not { } mine)
            return null;
        lock (mine)
            return mine.Find(name)?.Ref;
    }

    public LocalActorRef[] ChildRefs()
    {
        if (children is not { } mine)
            return [];
        lock (mine)
            return mine.Refs();
    }

    public ActorSelection ActorSelection(string actorPath) => Actor.ActorSelection.From(self, actorPath, Host);

    public ActorSelection ActorSelection(ActorPath actorPath) => Actor.ActorSelection.From(actorPath, Host);

    public void Stop(IActorRef child)
    {
        if (children is { } mine && child is LocalActorRef local)
            lock (mine)
                mine.MarkDying(local);
        if (child is IRuntimeRef target)
            target.SendSystem(new Terminate());
    }

    static LocalActorRef NewRef(ActorPath path, ref Props props)
    {
        if (props.RouterConfig is null)
            return new LocalActorRef(path);
        var router = new RoutedActorRef(path, props.RouterConfig, props.WithRouter(null));
        props = router.RouterProps;
        return router;
    }

    ChildStats? FindChild(LocalActorRef child)
    {
        if (children is not { } mine)
            return null;
        lock (mine)
            return mine.Find(child.Path.Name) is { } stats && ReferenceEquals(stats.Ref, child) ? stats : null;
    }

    ChildStats[] ChildStats()
    {
        if (children is not { } mine)
            return [];
        lock (mine)
            return mine.Stats();
    }

    void StopChildren()
    {
        foreach (var child in ChildRefs())
            Stop(child);
    }

    void SuspendChildren(IReadOnlyCollection<IActorRef>? except)
    {
        foreach (var child in ChildRefs())
            if (except?.Contains(child) != true)
                child.SendSystem(new SuspendActor());
    }

    void ResumeChildren(Exception? cause, IActorRef? culprit)
    {
        foreach (var child in ChildRefs())
            child.SendSystem(new ResumeActor(child.Equals(culprit) ? cause : null));
    }

    /// <summary>False when no child is dying, so that there is nothing to wait for.</summary>
    bool WaitForChildren(ChildrenWait wait, Exception? cause)
    {
        if (children is not { } mine)
            return false;
        lock (mine)
        {
            if (!mine.AnyDying)
            {
                // Inside the lock: from here on nobody can add a child.
                isTerminated |= wait == ChildrenWait.Termination;
                return false;
            }
            mine.Wait = wait;
            mine.Cause = cause;
            return true;
        }
    }

    void HandleChildTerminated(LocalActorRef child)
    {
        ChildrenWait ended;
        Exception? cause;
        lock (children!)
        {
            ended = children.Remove(child);
            cause = children.Cause;
            isTerminated |= ended == ChildrenWait.Termination;
        }
        switch (ended)
        {
            case ChildrenWait.Recreation:
                FinishRecreate(cause!);
                break;
            case ChildrenWait.Creation:
                FinishCreate();
                break;
            case ChildrenWait.Termination:
                FinishTerminate();
                break;
        }
    }
}
