namespace Swarm.ObjectStores.Syncing;

/// <summary>What makes two objects of one name the same.</summary>
public enum SyncBy
{
    /// <summary>Equal sizes, and the source is not newer.</summary>
    Time,

    /// <summary>Equal sizes.</summary>
    Size,

    /// <summary>Equal sizes and a common digest; where there is none they differ.</summary>
    Checksum,
}
