namespace Swarm;

/// <summary>How far one file is, exact in bytes.</summary>
/// <param name="Increment">New since the last report; all increments together are the file. Bytes that are fetched again count once.</param>
/// <param name="Done">Bytes that are there, those of an earlier download included. Never less than before.</param>
/// <param name="Total">Bytes of the whole, or null while that is not known.</param>
public readonly record struct TransferProgress(long Increment, long Done, long? Total);
