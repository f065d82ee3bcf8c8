namespace Swarm.Domain.Transfers.Segments;

/// <summary>What an answer to a ranged request means.</summary>
public enum PartVerdict
{
    /// <summary>206 with bytes that were asked for.</summary>
    Part,

    /// <summary>200: the body is the whole object from its first byte.</summary>
    Whole,

    /// <summary>It is another version of the object than the one the range was of.</summary>
    Changed,

    /// <summary>416: the object has no bytes.</summary>
    Empty,

    /// <summary>416: the range begins at the object's end or behind it.</summary>
    Beyond,

    /// <summary>The answer contradicts itself or the request; its body is not to be used.</summary>
    Refused,

    /// <summary>Any other status: not about ranges.</summary>
    Other,
}

/// <summary>An answer to a ranged request, judged.</summary>
/// <param name="Skip">Bytes at the body's begin that were not asked for.</param>
/// <param name="End">Place in the object behind the last byte of the body that is wanted; <see cref="long.MaxValue"/>: where the body ends.</param>
/// <param name="Total">Length of the object, or null where nobody knows it.</param>
/// <param name="Fault">Why it is Changed or Refused, in words fit for a person; else null.</param>
public readonly record struct PartAnswer(PartVerdict Verdict, long Skip, long End, long? Total, string? Fault)
{
    internal static PartAnswer Changed(string fault) => new(PartVerdict.Changed, 0, 0, null, fault);

    internal static PartAnswer Refused(string fault) => new(PartVerdict.Refused, 0, 0, null, fault);
}
