using Swarm.Domain;
using Swarm.Domain.Writing;

namespace Swarm.IO.Disk;

/// <summary>What must hold of any finished body, kept or discarded.</summary>
public static class CommitRules
{
    /// <exception cref="TransferException">Truncated: the stated length is another.</exception>
    public static void CheckLength(CommitDemand demand, long length, string path)
    {
        if (demand.Length is { } stated && stated != length)
            throw new TransferException(Reason.Truncated, Stage.Verify, $"'{path}' has {length} bytes, but the server stated {stated}");
    }

    /// <summary>A server's date between 1970 and now: no file comes from the future.</summary>
    internal static DateTimeOffset Clamp(DateTimeOffset modified, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return modified > now ? now : modified < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : modified;
    }
}
