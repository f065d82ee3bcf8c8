using Swarm.Domain.Frontier;
using Swarm.IO.State;

namespace Swarm.ObjectStores.Copying;

/// <summary>Whether a file that an earlier run of a job brought to a store has been written to since.</summary>
static class SourceChanges
{
    public static bool Any(string state, TimeProvider time)
    {
        var folder = new StateFolder(state);
        if (!folder.Exists) return false;
        using var ledger = Ledger.Open(folder, time);
        return ledger.Rows().Any(HasChanged);
    }

    public static bool HasChanged(LedgerRow row)
    {
        if (row is not { State: LedgerState.Done, Bundle.Upload: { } path, Outcome: { } outcome } || !Path.IsPathRooted(path)) return false;
        var file = new FileInfo(path);
        return file.Exists && (file.Length != outcome.Length || new DateTimeOffset(file.LastWriteTimeUtc) > row.Finished);
    }
}
