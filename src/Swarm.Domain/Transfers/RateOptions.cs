namespace Swarm.Domain.Transfers;

/// <summary>Bandwidth, in body bytes a second; 0 means no limit.</summary>
public sealed record RateOptions
{
    /// <summary>The whole job's.</summary>
    public long Job { get; init; }

    /// <summary>Each origin's.</summary>
    public long PerOrigin { get; init; }
}
