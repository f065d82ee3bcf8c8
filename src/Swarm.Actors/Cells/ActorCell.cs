using System.Runtime.CompilerServices;
using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>The inside of an actor: its mailbox, its context and its life cycle. All of it is touched by the running thread only.</summary>
sealed partial class ActorCell : Mailbox, IUntypedActorContext
{
    [ThreadStatic]
    static ActorCell? current;

    readonly LocalActorRef self;
    readonly IRuntimeRef parent;
    readonly Dispatcher dispatcher;
    ActorBase? actor;
    Receive? behaviour;
    Stack<Receive>? outerBehaviours;
    object? currentMessage;
    IActorRef? sender;

    public ActorCell(ActorSystemImpl host, LocalActorRef self, Props props, IRuntimeRef parent)
    {
        Host = host;
        this.self = self;
        this.parent = parent;
        Props = props;
        self.Cell = this;
        Queue = host.QueueFor(props, self);
        dispatcher = host.DispatcherFor(props, self.Path);
    }

    public static ActorCell? Current => current;

    /// <summary>Makes an actor the one that this thread speaks for, as a test does.</summary>
    public static void SetCurrent(ActorCell? cell) => current = cell;

    public ActorSystemImpl Host { get; }

    public ActorSystem System => Host;

    public IActorRef Self => self;

    public IActorRef Sender => sender ?? Host.DeadLetters;

    public IActorRef Parent => parent;

    public Props Props { get; }

    public object? CurrentMessage => currentMessage;

    /// <summary>The instance, for tests that look inside.</summary>
    public ActorBase? Instance => actor;

    /// <summary>Counts the letters opened, so that a stash can tell one from the next.</summary>
    public int Opened { get; private set; }

    /// <summary>Set by the event stream, which must be told of this actor's end.</summary>
    public bool HasSubscriptions { get; set; }

    protected override int Throughput => dispatcher.Throughput;

    public void Start() => PostSystem(new Create());

    public void Stop() => self.SendSystem(new Terminate());

    public void Become(Receive receive) => behaviour = receive;

    public void BecomeStacked(Receive receive)
    {
        if (behaviour is not null)
            (outerBehaviours ??= new()).Push(behaviour);
        behaviour = receive;
    }

    public void UnbecomeStacked()
    {
        if (outerBehaviours?.TryPop(out var outer) == true)
            behaviour = outer;
    }

    public void Become(UntypedReceive receive) => Become(Handles(receive));

    public void BecomeStacked(UntypedReceive receive) => BecomeStacked(Handles(receive));

    public void Unstash(Envelope envelope)
    {
        Prepend(new Letter(envelope.Message, envelope.Sender));
        if (envelope.Message is Terminated terminated)
            QueueTerminated(terminated.ActorRef, message: null);
    }

    public void AutoReceive(object message)
    {
        switch (message)
        {
            case Terminated terminated:
                ReceiveTerminated(terminated);
                break;
            case Kill:
                throw new ActorKilledException("Kill");
            case PoisonPill:
                Stop();
                break;
            case ActorSelectionMessage selection:
                selection.Deliver(self, Sender);
                break;
            case Identify identify:
                Sender.Tell(new ActorIdentity(identify.MessageId, self), self);
                break;
        }
    }

    /// <summary>Shows the unwrapped message of a timer as the current one, so that it is what a stash keeps.</summary>
    public void Unwrapped(object message) => currentMessage = message;

    /// <summary>Handles a message on the thread of a test, past mailbox and supervision.</summary>
    public void ReceiveForTest(object message, IActorRef? from)
    {
        var before = current;
        try
        {
            (current, currentMessage, sender) = (this, message, from);
            Handle(message);
        }
        finally
        {
            (current, currentMessage, sender) = (before, null, null);
        }
    }

    /// <summary>As <see cref="ReceiveForTest"/>, done when the handler is, also one that waits.</summary>
    public Task ReceiveForTestAsync(object message, IActorRef? from)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        taskScheduler ??= new ActorTaskScheduler(this);
        taskScheduler.Observer = done;
        ReceiveForTest(message, from);
        return taskScheduler.Observer is null ? done.Task : Task.CompletedTask;
    }

    public override void Execute()
    {
        var before = current;
        current = this;
        try
        {
            base.Execute();
        }
        finally
        {
            current = before;
        }
    }

    protected override void Schedule(bool fair) => dispatcher.Schedule(this, fair);

    protected override void Invoke(Letter letter)
    {
        var message = letter.Message;
        try
        {
            currentMessage = message;
            sender = letter.Sender;
            Opened++;
            if (receiveTimeout is not null && message is not INotInfluenceReceiveTimeout)
                CancelReceiveTimeout();
            if (message is IAutoReceivedMessage)
                AutoReceive(message);
            else
                Handle(message);
            if (!handlerIsRunning)
                currentMessage = null;
        }
        catch (Exception cause)
        {
            HandleInvokeFailure(cause);
        }
        if (receiveTimeout is not null)
            CheckReceiveTimeout(message is not INotInfluenceReceiveTimeout);
    }

    protected override void InvokeSystem(SystemMessage? oldestFirst)
    {
        while (oldestFirst is { } message)
        {
            oldestFirst = message.Next;
            message.Next = null;
            var before = Hindrance;
            if (before == Hindrance.Children && message.WaitsForChildren || before == Hindrance.Suspended && message.WaitsForResume)
                postponed = new Postponed(message, postponed);
            else
                ApplySystem(message);
            if (IsClosed)
            {
                DropSystem(oldestFirst);
                return;
            }
            if (Hindrance < before)
                oldestFirst = TakePostponed(oldestFirst);
        }
    }

    void ApplySystem(SystemMessage message)
    {
        try
        {
            message.Apply(this);
        }
        catch (Exception cause)
        {
            HandleInvokeFailure(cause);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Handle(object message) => actor!.AroundReceive(behaviour!, message);

    static Receive Handles(UntypedReceive receive) => message =>
    {
        receive(message);
        return true;
    };
}
