namespace Swarm.Domain;

/// <summary>Scheme, host and port: what politeness, connections and credentials are bound to (RFC 6454, section 4).</summary>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="Host">Serialised host: lower case, punycode, IPv6 in brackets.</param>
/// <param name="Port">The effective port, never 0.</param>
public readonly record struct Origin(string Scheme, string Host, int Port)
{
    public bool IsSecure => Scheme == "https";

    public bool HasDefaultPort => Port == (IsSecure ? 443 : 80);

    /// <summary>The serialisation that <see cref="Parse"/> reads back: no port where it is the scheme's own.</summary>
    public override string ToString() => HasDefaultPort ? $"{Scheme}://{Host}" : $"{Scheme}://{Host}:{Port}";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static Origin Parse(string text) => WebUrl.Parse(text + "/").Origin;
}
