using System.Globalization;
using Swarm.Domain.Frontier;
using Swarm.Domain.Writing;
using Swarm.IO.Disk;
using Swarm.IO.State;

namespace Swarm.Mirrors.Changing;

/// <summary>Moves what is gone from a site out of its mirror: first the files, then the ledger's word of them, so that a kill in between costs nothing.</summary>
static class Trash
{
    const int AtOnce = 1000;

    /// <param name="output">The mirror's folder.</param>
    /// <param name="gone">Bundles whose file is still there.</param>
    /// <param name="writing">How files are written.</param>
    /// <param name="time">The clock.</param>
    public static void Take(string output, IReadOnlyList<ChangeRow> gone, WritingOptions writing, TimeProvider time)
    {
        if (gone.Count == 0) return;
        using var frontier = SqliteFrontier.Open(new StateFolder(output), writing.Durability, time);
        using var volume = MirrorVolume.Open(output, writing, time);
        volume.Sweep();
        volume.Discard(gone.Select(row => row.File!), time.GetUtcNow().ToString("yyyy-MM-dd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        foreach (var some in gone.Chunk(AtOnce)) frontier.Forget([.. some.Select(row => row.Id)]);
    }
}
