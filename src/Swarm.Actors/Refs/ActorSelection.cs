using System.IO.Enumeration;

namespace Akka.Actor;

/// <summary>All actors that a path means at the moment of telling: names, <c>..</c>, wildcards <c>*</c> and <c>?</c>, <c>**</c> at the end.</summary>
public class ActorSelection : ICanTell
{
    readonly string[] elements;

    public ActorSelection(IActorRef anchor, string path)
        : this(anchor, path.Split('/')) { }

    public ActorSelection(IActorRef anchor, IEnumerable<string> elements)
    {
        Anchor = anchor;
        this.elements = elements.Where(e => !string.IsNullOrEmpty(e)).ToArray();
        if (Array.IndexOf(this.elements, ActorSelectionMessage.Recursive) is var index && index >= 0 && index < this.elements.Length - 1)
            throw new IllegalActorNameException("Double wildcard can only appear at the last path entry");
    }

    public IActorRef Anchor { get; }

    public string PathString => "/" + string.Join('/', elements);

    public void Tell(object message, IActorRef? sender = null) =>
        new ActorSelectionMessage(message, elements, wildCardFanOut: false).Deliver(Anchor, sender ?? ActorCell.Current?.Self);

    public Task<IActorRef> ResolveOne(TimeSpan timeout) => ResolveOne(timeout, CancellationToken.None);

    public async Task<IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct)
    {
        try
        {
            var identity = await this.Ask<ActorIdentity>(new Identify(null), timeout, ct).ConfigureAwait(false);
            return identity.Subject ?? throw new ActorNotFoundException("subject was null");
        }
        catch (Exception e)
        {
            throw new ActorNotFoundException("Exception occurred while resolving ActorSelection", e);
        }
    }

    public override string ToString() => $"ActorSelection[Anchor({Anchor.Path.ToStringWithUid()}), Path({PathString})]";

    public override bool Equals(object? obj) => obj is ActorSelection other && other.Anchor.Equals(Anchor) && other.PathString == PathString;

    public override int GetHashCode() => HashCode.Combine(Anchor, PathString);

    internal static ActorSelection From(IActorRef lookup, string path, ActorSystemImpl host)
    {
        var scheme = path.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
            return new ActorSelection(path.StartsWith('/') ? host.Root : lookup, path);
        var root = path.IndexOf('/', scheme + 3);
        return new ActorSelection(host.Root, root < 0 ? "" : path[root..]);
    }

    internal static ActorSelection From(ActorPath path, ActorSystemImpl host) => new(host.Root, path.Elements);
}

/// <summary>A message on its way through the tree.</summary>
sealed class ActorSelectionMessage(object message, string[] elements, bool wildCardFanOut)
    : IAutoReceivedMessage, IPossiblyHarmful, IWrappedMessage
{
    public const string Recursive = "**";

    public object Message => message;

    public bool WildCardFanOut => wildCardFanOut;

    public void Deliver(IActorRef anchor, IActorRef? sender)
    {
        var at = anchor;
        for (var i = 0; i < elements.Length; i++)
        {
            if (at is not LocalActorRef local)
            {
                at.Tell(new ActorSelectionMessage(message, elements[i..], wildCardFanOut), sender);
                return;
            }
            if (elements[i] == Recursive || elements[i].AsSpan().ContainsAny('*', '?'))
            {
                Spread(anchor, local, i, sender);
                return;
            }
            var next = elements[i] == ".." ? local.Cell.Parent : local.Cell.FindChild(elements[i]);
            if (next is null)
            {
                Nobody(anchor, local.Host, sender);
                return;
            }
            at = next;
        }
        at.Tell(message, sender);
    }

    void Spread(IActorRef anchor, LocalActorRef local, int element, IActorRef? sender)
    {
        var pattern = elements[element];
        var all = pattern == Recursive;
        var children = Array.FindAll(local.Cell.ChildRefs(), c => all || FileSystemName.MatchesSimpleExpression(pattern, c.Path.Name, ignoreCase: true));
        if (children.Length == 0 && !all)
            Nobody(anchor, local.Host, sender);
        var rest = new ActorSelectionMessage(
            message, all ? [Recursive] : elements[(element + 1)..], all || wildCardFanOut || children.Length > 1);
        foreach (var child in children)
        {
            if (all)
                child.Tell(message, sender);
            rest.Deliver(child, sender);
        }
    }

    void Nobody(IActorRef anchor, ActorSystemImpl host, IActorRef? sender)
    {
        if (!wildCardFanOut)
            host.DeadLetterOffice.Deliver(this, sender, new Vacancy(anchor.Path / elements, host));
    }

    /// <summary>The place where nobody is, for the dead letter.</summary>
    sealed class Vacancy(ActorPath path, ActorSystemImpl host) : RuntimeRef
    {
        public override ActorPath Path => path;

        public override ActorSystemImpl Host => host;

        public override void Tell(object message, IActorRef? sender) => host.DeadLetterOffice.Deliver(message, sender, this);
    }
}
