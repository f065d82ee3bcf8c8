namespace Akka.Routing;

/// <summary>A message that a router unwraps.</summary>
public class RouterEnvelope
{
    public RouterEnvelope(object message) => Message = message;

    public object Message { get; }
}

/// <summary>A message for all routees, whatever the router would do.</summary>
public class Broadcast : RouterEnvelope
{
    public Broadcast(object message)
        : base(message) { }
}

/// <summary>A message for the router itself.</summary>
public abstract class RouterManagementMessage;

/// <summary>Asks for the <see cref="Routees"/>.</summary>
public sealed class GetRoutees : RouterManagementMessage
{
    public static GetRoutees Instance { get; } = new();
}

/// <summary>Those that a router sends to.</summary>
public sealed class Routees
{
    public Routees(IEnumerable<Routee> routees) => Members = routees.ToArray();

    public IEnumerable<Routee> Members { get; }
}

/// <summary>Adds a routee.</summary>
public sealed class AddRoutee : RouterManagementMessage
{
    public AddRoutee(Routee routee) => Routee = routee;

    public Routee Routee { get; }
}

/// <summary>Removes a routee; one that the pool has made is stopped a little later.</summary>
public sealed class RemoveRoutee : RouterManagementMessage
{
    public RemoveRoutee(Routee routee) => Routee = routee;

    public Routee Routee { get; }
}

/// <summary>Makes a pool so much larger or smaller.</summary>
public sealed class AdjustPoolSize : RouterManagementMessage
{
    public AdjustPoolSize(int change) => Change = change;

    public int Change { get; }
}
