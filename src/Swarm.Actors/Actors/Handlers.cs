namespace Akka.Actor;

/// <summary>One registered handler.</summary>
abstract class Handler
{
    /// <summary>No handler after this one could ever get a message.</summary>
    public virtual bool TakesAll => false;

    public abstract bool TryHandle(object message);
}

sealed class ActionHandler<T>(Action<T> handler, Predicate<T>? shouldHandle) : Handler
{
    public override bool TakesAll => typeof(T) == typeof(object) && shouldHandle is null;

    public override bool TryHandle(object message)
    {
        if (message is not T typed || shouldHandle?.Invoke(typed) == false)
            return false;
        handler(typed);
        return true;
    }
}

sealed class FuncHandler<T>(Func<T, bool> handler) : Handler
{
    public override bool TryHandle(object message) => message is T typed && handler(typed);
}

sealed class TypedHandler(Type type, Action<object> handler, Predicate<object>? shouldHandle) : Handler
{
    public override bool TakesAll => type == typeof(object) && shouldHandle is null;

    public override bool TryHandle(object message)
    {
        if (!type.IsInstanceOfType(message) || shouldHandle?.Invoke(message) == false)
            return false;
        handler(message);
        return true;
    }
}

sealed class TypedFuncHandler(Type type, Func<object, bool> handler) : Handler
{
    public override bool TryHandle(object message) => type.IsInstanceOfType(message) && handler(message);
}

/// <summary>Handlers in the order of their registration.</summary>
sealed class HandlerList
{
    Handler[] handlers = [];
    int count;

    public void Add(Handler handler)
    {
        if (count > 0 && handlers[count - 1].TakesAll)
            throw new InvalidOperationException("A handler that catches all messages has been added. No handler can be added after that.");
        if (count == handlers.Length)
            Array.Resize(ref handlers, count == 0 ? 4 : count * 2);
        handlers[count++] = handler;
    }

    public bool TryHandle(object message)
    {
        foreach (var handler in handlers.AsSpan(0, count))
            if (handler.TryHandle(message))
                return true;
        return false;
    }
}
