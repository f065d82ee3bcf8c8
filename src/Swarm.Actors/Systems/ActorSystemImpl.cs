using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

sealed class ActorSystemImpl : ActorSystem
{
    readonly TaskCompletionSource terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Stack<Action>? onTermination = new();
    readonly DispatcherTable dispatchers;
    readonly MailboxTable mailboxes;
    readonly Dispatcher defaultDispatcher;
    readonly ShutdownSettings shutdownSettings;
    readonly Lazy<CoordinatedShutdown> shutdown;
    readonly LocalActorRef user;
    readonly LocalActorRef system;
    long uids;
    long temps;

    public ActorSystemImpl(string name, Config config)
    {
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || name[0] is '-' or '_')
            throw new ArgumentException($"invalid ActorSystem name [{name}], must contain only word characters (i.e. [a-zA-Z0-9] plus non-leading '-')", nameof(name));
        Name = name;
        Settings = new Settings(this, config);
        AskTimeout = Settings.AskTimeout;
        shutdownSettings = new ShutdownSettings(config);
        shutdown = new(() => new CoordinatedShutdown(this, shutdownSettings));
        dispatchers = new DispatcherTable(Settings);
        mailboxes = new MailboxTable(Settings);
        defaultDispatcher = dispatchers.Default;
        EventStream = new EventStream(debug: false);
        EventStream.SetLogLevel(LogLevels.Parse(Settings.LogLevel));
        Log = Logging.GetLogger(EventStream, $"ActorSystem({name})");
        Scheduler = SchedulerFactory.Create(config, Log);
        var root = new RootActorPath(new Address("akka", name));
        DeadLetterOffice = new DeadLetterRef(this, root / "deadLetters");
        DeadLetterQueue = new DeadLetterQueue(DeadLetterOffice);
        TempContainer = root / "temp";
        Root = new LocalActorRef(root);
        _ = new ActorCell(this, Root, Props.CreateBy(new OwnProducer(typeof(RootGuardian), static () => new RootGuardian())), new Outside(this, root));
        Root.Cell.ShareChildren();
        Root.Cell.Start();
        user = Guardian("user");
        system = Guardian("system");
        Root.Tell(new RootGuardian.Guard(user, system), ActorRefs.NoSender);
    }

    public override string Name { get; }

    public override IActorRef DeadLetters => DeadLetterOffice;

    public override EventStream EventStream { get; }

    public override ILoggingAdapter Log { get; }

    public override IScheduler Scheduler { get; }

    public override Settings Settings { get; }

    public override Task WhenTerminated => terminated.Task;

    public CoordinatedShutdown Shutdown => shutdown.Value;

    public DeadLetterRef DeadLetterOffice { get; }

    public DeadLetterQueue DeadLetterQueue { get; }

    public LocalActorRef Root { get; }

    public TimeSpan AskTimeout { get; }

    ActorPath TempContainer { get; }

    public override IActorRef ActorOf(Props props, string? name = null) => user.Cell.ActorOf(props, name);

    public IActorRef SystemActorOf(Props props, string? name = null) => system.Cell.ActorOf(props, name);

    public override ActorSelection ActorSelection(ActorPath actorPath) => Actor.ActorSelection.From(actorPath, this);

    public override ActorSelection ActorSelection(string actorPath) => Actor.ActorSelection.From(Root, actorPath, this);

    public override void Stop(IActorRef actor)
    {
        // A guardian's children are marked as dying by the guardian itself.
        var parent = actor.Path.Parent;
        if (parent == user.Path)
            user.Tell(new Guardian.StopChild(actor), ActorRefs.NoSender);
        else if (parent == system.Path)
            system.Tell(new Guardian.StopChild(actor), ActorRefs.NoSender);
        else
            (actor as IRuntimeRef)?.SendSystem(new Terminate());
    }

    public override Task Terminate() =>
        shutdownSettings.RunsByTerminate ? Shutdown.Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance) : FinalTerminate();

    public Task FinalTerminate()
    {
        user.SendSystem(new Terminate());
        return WhenTerminated;
    }

    public override void RegisterOnTermination(Action code)
    {
        lock (terminated)
            (onTermination ?? throw new InvalidOperationException("ActorSystem already terminated.")).Push(code);
    }

    public override string ToString() => $"akka://{Name}";

    public Dispatcher DispatcherFor(Props props, ActorPath path) =>
        props.Dispatcher.Length == 0 ? defaultDispatcher : dispatchers.Lookup(props.Dispatcher).ForActor(path.Name);

    public LetterQueue? QueueFor(Props props, LocalActorRef owner) => mailboxes.QueueFor(props, owner);

    public int StashCapacity(Props props) => props.StashCapacity >= 0 ? props.StashCapacity : mailboxes.StashCapacity(props);

    /// <summary>Tells one incarnation from the next of the same name; never 0.</summary>
    public long NextUid() => Interlocked.Increment(ref uids);

    public ActorPath TempPath() => new ChildActorPath(TempContainer, "$" + Interlocked.Increment(ref temps).ToString("x", null), NextUid());

    public void Ended()
    {
        (Scheduler as IDisposable)?.Dispose();
        dispatchers.End();
        Stack<Action> actions;
        lock (terminated)
            (actions, onTermination) = (onTermination!, null);
        foreach (var action in actions)
        {
            try
            {
                action();
            }
            catch (Exception e)
            {
                Log.Error(e, "Failed to run a termination callback");
            }
        }
        terminated.TrySetResult();
    }

    LocalActorRef Guardian(string name)
    {
        var guardian = (LocalActorRef)Root.Cell.ActorOf(Props.CreateBy(new OwnProducer(typeof(Guardian), static () => new Guardian())), name);
        guardian.Cell.ShareChildren();
        return guardian;
    }
}
