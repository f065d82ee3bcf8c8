namespace Akka.Actor;

/// <summary>An actor whose handlers are registered by message type; the first that matches takes the message.</summary>
public abstract class ReceiveActor : UntypedActor
{
    readonly HandlerList handlers = new();
    HandlerList? configuring;

    protected ReceiveActor() => configuring = handlers;

    internal override void Incarnated(ActorCell cell)
    {
        base.Incarnated(cell);
        configuring = null;
    }

    protected sealed override void OnReceive(object message) => Handle(handlers, message);

    protected void Become(Action configure) => Base(Configured(configure), Context.Become);

    protected void BecomeStacked(Action configure) => Base(Configured(configure), Context.BecomeStacked);

    protected void Receive<T>(Action<T> handler, Predicate<T>? shouldHandle = null) => Add(new ActionHandler<T>(handler, shouldHandle));

    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => Receive(handler, shouldHandle);

    protected void Receive<T>(Func<T, bool> handler) => Add(new FuncHandler<T>(handler));

    protected void Receive(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) =>
        Add(new TypedHandler(messageType, handler, shouldHandle));

    protected void Receive(Type messageType, Predicate<object> shouldHandle, Action<object> handler) =>
        Receive(messageType, handler, shouldHandle);

    protected void Receive(Type messageType, Func<object, bool> handler) => Add(new TypedFuncHandler(messageType, handler));

    protected void ReceiveAny(Action<object> handler) => Add(new ActionHandler<object>(handler, null));

    protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T>? shouldHandle = null) => Receive(Async(handler), shouldHandle);

    protected void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => Receive(Async(handler), shouldHandle);

    protected void ReceiveAsync(Type messageType, Func<object, Task> handler, Predicate<object>? shouldHandle = null) =>
        Receive(messageType, Async(handler), shouldHandle);

    protected void ReceiveAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) =>
        Receive(messageType, Async(handler), shouldHandle);

    protected void ReceiveAnyAsync(Func<object, Task> handler) => ReceiveAny(Async(handler));

    static Action<T> Async<T>(Func<T, Task> handler) => message => ActorTaskScheduler.RunTask(() => handler(message));

    void Base(HandlerList list, Action<UntypedReceive> become) => become(message => Handle(list, message));

    void Handle(HandlerList list, object message)
    {
        if (!list.TryHandle(message))
            Unhandled(message);
    }

    HandlerList Configured(Action configure)
    {
        var (outer, list) = (configuring, new HandlerList());
        configuring = list;
        try
        {
            configure();
            return list;
        }
        finally
        {
            configuring = outer;
        }
    }

    void Add(Handler handler)
    {
        if (configuring is null)
            throw new InvalidOperationException("You may only call Receive-methods when constructing the actor and inside Become().");
        configuring.Add(handler);
    }
}
