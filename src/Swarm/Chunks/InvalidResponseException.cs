using Swarm.Domain.Transfers.Segments;

namespace Swarm;

/// <summary>An answer did not pass a check, and nothing of it was written. The message says which check, and what came.</summary>
/// <param name="fault">The check, with the values that did not fit.</param>
/// <param name="status">The answer's status.</param>
/// <param name="cause">What broke off below HTTP, or null.</param>
public sealed class InvalidResponseException(ChunkFault fault, int status, Exception? cause = null) : Exception(fault.Detail, cause)
{
    /// <summary>Which check it was; <see cref="ChunkError.Changed"/>: the object is not the one that the download began with.</summary>
    public ChunkError Error => fault.Error;

    /// <summary>The words of the message with the values between them, in order.</summary>
    public IReadOnlyList<object> Arguments => fault.Arguments;

    public int Status => status;
}
