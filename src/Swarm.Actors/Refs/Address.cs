namespace Akka.Actor;

/// <summary>Names a system; host and port are kept, though this runtime never leaves its process.</summary>
public sealed class Address(string protocol, string system, string? host = null, int? port = null) : IEquatable<Address>
{
    readonly string text = host is null ? $"{protocol}://{system}" : FormattableString.Invariant($"{protocol}://{system}@{host}:{port}");

    public string Protocol { get; } = protocol;

    public string System { get; } = system;

    public string? Host { get; } = host;

    public int? Port { get; } = port;

    public bool HasLocalScope => Host is null;

    public bool HasGlobalScope => Host is not null;

    public bool Equals(Address? other) => other is not null && other.text == text;

    public override bool Equals(object? obj) => Equals(obj as Address);

    public override int GetHashCode() => text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => text;

    public static bool operator ==(Address? left, Address? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(Address? left, Address? right) => !(left == right);
}
