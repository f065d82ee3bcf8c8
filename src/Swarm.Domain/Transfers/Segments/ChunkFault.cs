namespace Swarm.Domain.Transfers.Segments;

/// <summary>What kept an answer from being taken as a chunk.</summary>
public enum ChunkError
{
    /// <summary>Neither 200 nor 206.</summary>
    Status,

    /// <summary>A field that must be there is not.</summary>
    MissingField,

    /// <summary>Content-Range can't be understood, or is not the range asked for.</summary>
    ContentRange,

    /// <summary>The body is not as long as the fields say.</summary>
    Length,

    /// <summary>The object's length, ETag or generation is another than that of the first chunk.</summary>
    Changed,
}

/// <summary>A refused answer: what, and the words and values that tell it, in order.</summary>
public sealed record ChunkFault(ChunkError Error, IReadOnlyList<object> Arguments)
{
    /// <summary>For a person.</summary>
    public string Detail => string.Join(' ', Arguments.Select(a => a is string text ? SafeText.Of(text, 200) : a.ToString()));

    internal static ChunkFault Of(ChunkError error, params object[] arguments) => new(error, arguments);
}

/// <summary>An answer, processed.</summary>
/// <param name="State">After it: gone on, or marked invalid.</param>
/// <param name="Length">Bytes of the body to write; 0 where there is a fault.</param>
public readonly record struct ChunkStep(ChunkState State, long Length, ChunkFault? Fault);
