using Akka.Event;

namespace Akka.Actor;

sealed partial class ActorCell
{
    IActorRef? perpetrator;
    Postponed? postponed;

    /// <summary>What keeps some system messages waiting.</summary>
    Hindrance Hindrance => IsWaitingForChildren ? Hindrance.Children : IsSuspended ? Hindrance.Suspended : Hindrance.None;

    public void Create()
    {
        try
        {
            actor = NewActor();
            actor.AroundPreStart();
            CheckReceiveTimeout(reschedule: true);
        }
        catch (Exception cause)
        {
            ClearActor();
            actor = null;
            throw new ActorInitializationException(self, "Exception during creation", cause);
        }
    }

    public void FaultRecreate(Exception cause)
    {
        if (actor is null)
        {
            FaultCreate();
            return;
        }
        if (IsWaitingForChildren || IsTerminating)
        {
            FaultResume(null);
            return;
        }
        var failed = actor;
        var message = currentMessage;
        try
        {
            failed.AroundPreRestart(cause, message!);
            failed.ReturnStash();
        }
        catch (Exception e)
        {
            Publish(new Error(new PreRestartException(self, e, cause, message), LogSource, failed.GetType(), e.Message));
        }
        ClearActor();
        if (!WaitForChildren(ChildrenWait.Recreation, cause))
            FinishRecreate(cause);
    }

    public void FaultSuspend()
    {
        Suspend();
        SuspendChildren(except: null);
    }

    public void FaultResume(Exception? cause)
    {
        if (actor is null)
        {
            FaultCreate();
            return;
        }
        var culprit = perpetrator;
        Resume();
        if (cause is not null)
            perpetrator = null;
        ResumeChildren(cause, culprit);
    }

    public void Terminate()
    {
        SetReceiveTimeout(null);
        CancelReceiveTimeout();
        UnwatchAll();
        StopChildren();
        var wasTerminating = IsTerminating;
        if (!WaitForChildren(ChildrenWait.Termination, cause: null))
        {
            FinishTerminate();
        }
        else if (!wasTerminating)
        {
            // No letters while the children stop, and no failures up to the parent.
            Suspend();
            perpetrator = self;
        }
    }

    public void HandleFailed(Failed failure)
    {
        currentMessage = failure;
        sender = failure.Child;
        if (FindChild(failure.Child) is { } child && !actor!.Strategy.HandleFailure(this, child, failure.Cause, ChildStats()))
            HandleInvokeFailure(failure.Cause);
        else
            currentMessage = null;
    }

    public void FailHandler(object? message, Exception cause)
    {
        currentMessage = message;
        handlerIsRunning = false;
        Resume();
        HandleInvokeFailure(cause);
    }

    void HandleInvokeFailure(Exception cause, IReadOnlyCollection<IActorRef>? notToSuspend = null)
    {
        if (perpetrator is not null || IsClosed)
            return;
        Suspend();
        if (currentMessage is Failed fromChild)
        {
            perpetrator = fromChild.Child;
            notToSuspend = [fromChild.Child, .. notToSuspend ?? []];
        }
        else
        {
            perpetrator = self;
        }
        SuspendChildren(notToSuspend);
        parent.SendSystem(new Failed(self, cause));
    }

    void FaultCreate()
    {
        SetReceiveTimeout(null);
        CancelReceiveTimeout();
        StopChildren();
        if (!WaitForChildren(ChildrenWait.Creation, cause: null))
            FinishCreate();
    }

    void FinishCreate()
    {
        Resume();
        perpetrator = null;
        try
        {
            Create();
        }
        catch (ActorInitializationException cause)
        {
            HandleInvokeFailure(cause);
        }
    }

    void FinishRecreate(Exception cause)
    {
        var survivors = ChildRefs();
        try
        {
            Resume();
            perpetrator = null;
            actor = NewActor();
            actor.AroundPostRestart(cause, null!);
            foreach (var survivor in survivors)
                survivor.SendSystem(new Recreate(cause));
        }
        catch (Exception e)
        {
            ClearActor();
            HandleInvokeFailure(new PostRestartException(self, e, cause), survivors);
        }
    }

    void FinishTerminate()
    {
        isTerminated = true;
        try
        {
            actor?.AroundPostStop();
            actor?.ReturnStash();
        }
        catch (Exception e)
        {
            Publish(new Error(e, LogSource, actor!.GetType(), e.Message));
        }
        var (letters, system) = Close();
        dispatcher.Detach();
        for (var letter = letters; letter is not null; letter = letter.Next)
            Host.DeadLetterOffice.Deliver(letter.Message, letter.Sender, self);
        if (HasSubscriptions)
            Host.EventStream.Unsubscribe(self);
        parent.SendSystem(new DeathWatchNotification(self, existenceConfirmed: true));
        TellWatchers();
        UnwatchAll();
        DropSystem(system);
        DropSystem(TakePostponed(null));
        ClearActor();
        actor = null;
    }

    ActorBase NewActor()
    {
        behaviour = null;
        outerBehaviours = null;
        var fresh = Props.NewActor();
        fresh.Incarnated(this);
        return fresh;
    }

    void ClearActor()
    {
        currentMessage = null;
        behaviour = null;
        outerBehaviours = null;
        if (actor is null)
            return;
        try
        {
            (actor as IDisposable)?.Dispose();
        }
        catch (Exception e)
        {
            Publish(new Error(e, LogSource, actor.GetType(), $"An error occurred while disposing {actor.GetType()} actor. Reason: {e.Message}"));
        }
        Props.Release(actor);
        actor.Clear(Host.DeadLetters);
    }

    string LogSource => self.Path.ToString();

    void Publish(LogEvent logEvent) => Host.EventStream.Publish(logEvent);

    void DropSystem(SystemMessage? messages)
    {
        while (messages is { } message)
        {
            messages = message.Next;
            message.Undeliverable(self);
        }
    }

    /// <summary>The postponed messages, in their order, before the rest.</summary>
    SystemMessage? TakePostponed(SystemMessage? rest)
    {
        for (var latest = postponed; latest is not null; latest = latest.Earlier)
        {
            latest.Message.Next = rest;
            rest = latest.Message;
        }
        postponed = null;
        return rest;
    }

    sealed record Postponed(SystemMessage Message, Postponed? Earlier);
}

/// <summary>Ordered: a lower one lets more system messages through.</summary>
enum Hindrance
{
    None,
    Suspended,
    Children,
}
