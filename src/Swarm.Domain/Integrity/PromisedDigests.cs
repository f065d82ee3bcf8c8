namespace Swarm.Domain.Integrity;

/// <summary>A digest that a response promised, and the field that did.</summary>
public readonly record struct PromisedDigest(Checksum Checksum, string Field);

/// <summary>What a response promises of the whole representation's bytes, as they are stored.</summary>
/// <param name="Digests">Strongest first; of equal ones that of the first field.</param>
/// <param name="Unreadable">The fields that were ignored, because they can't be read.</param>
/// <param name="Refusal">Why the response can't be trusted, or null.</param>
public sealed record PromisedDigests(IReadOnlyList<PromisedDigest> Digests, IReadOnlyList<string> Unreadable, Failure? Refusal)
{
    public static PromisedDigests None { get; } = new([], [], null);
}
