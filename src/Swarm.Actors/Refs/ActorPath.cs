namespace Akka.Actor;

/// <summary>The place of an actor in the tree of its system; equality ignores the incarnation (<see cref="Uid"/>).</summary>
public abstract class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>
{
    public const string ValidSymbols = "\"-_.*$+:@&=,!~';()";

    internal const string ValidNames =
        "Actor paths MUST: not start with `$`, include only ASCII letters and can only contain these special characters: " + ValidSymbols + ".";

    readonly ActorPath? parent;

    private protected ActorPath(Address address, string name)
    {
        Address = address;
        Name = name;
    }

    private protected ActorPath(ActorPath parentPath, string name, long uid)
    {
        parent = parentPath;
        Address = parentPath.Address;
        Name = name;
        Uid = uid;
    }

    public Address Address { get; }

    public string Name { get; }

    public long Uid { get; }

    public ActorPath Parent => parent ?? this;

    public ActorPath Root
    {
        get
        {
            var path = this;
            while (path.parent is { } above)
                path = above;
            return path;
        }
    }

    public int Depth => parent is null ? 0 : parent.Depth + 1;

    public IReadOnlyList<string> Elements
    {
        get
        {
            var elements = new string[Depth];
            var path = this;
            for (var i = elements.Length - 1; i >= 0; i--, path = path.Parent)
                elements[i] = path.Name;
            return elements;
        }
    }

    public static bool IsValidPathElement(string s)
    {
        if (string.IsNullOrEmpty(s) || s[0] == '$')
            return false;
        for (var i = 0; i < s.Length; i++)
        {
            var escaped = s[i] == '%' && i + 2 < s.Length && char.IsAsciiHexDigit(s[i + 1]) && char.IsAsciiHexDigit(s[i + 2]);
            if (!escaped && !char.IsAsciiLetterOrDigit(s[i]) && !ValidSymbols.Contains(s[i]))
                return false;
        }
        return true;
    }

    public ActorPath Child(string childName) => this / childName;

    public string ToStringWithoutAddress() => "/" + string.Join('/', Elements);

    public string ToStringWithAddress() => Address + ToStringWithoutAddress();

    public string ToStringWithAddress(Address address) => address + ToStringWithoutAddress();

    public string ToStringWithUid() => Uid == 0 ? ToStringWithAddress() : FormattableString.Invariant($"{ToStringWithAddress()}#{Uid}");

    public override string ToString() => ToStringWithAddress();

    public bool Equals(ActorPath? other)
    {
        if (other is null)
            return false;
        var (a, b) = (this, other);
        while (!ReferenceEquals(a, b))
        {
            if (a.Name != b.Name || a.parent is null != b.parent is null)
                return false;
            if (a.parent is null)
                return a.Address.Equals(b.Address);
            (a, b) = (a.parent, b.parent!);
        }
        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as ActorPath);

    public override int GetHashCode() => HashCode.Combine(Name, parent?.Name);

    public int CompareTo(ActorPath? other) => string.CompareOrdinal(ToString(), other?.ToString());

    public static ActorPath operator /(ActorPath path, string name) => new ChildActorPath(path, name, 0);

    public static ActorPath operator /(ActorPath path, IEnumerable<string> name) => name.Aggregate(path, (parent, element) => parent / element);

    public static bool operator ==(ActorPath? left, ActorPath? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(ActorPath? left, ActorPath? right) => !(left == right);
}

/// <summary>The path of a system's root.</summary>
public sealed class RootActorPath(Address address, string name = "") : ActorPath(address, name);

/// <summary>The path of an actor below another.</summary>
public sealed class ChildActorPath(ActorPath parentPath, string name, long uid) : ActorPath(parentPath, name, uid);
