namespace Swarm;

/// <summary>How far one connection has come with its stretch of a file that several fetch at once.</summary>
/// <param name="Offset">Where the stretch begins in the file, in bytes.</param>
/// <param name="Written">Bytes of it that are written, counted from <paramref name="Offset"/> on; never less than before.</param>
public readonly record struct SegmentProgress(long Offset, long Written);
