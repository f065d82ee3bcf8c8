using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.IO.State.Sqlite;

namespace Swarm.IO.State;

/// <summary>What has ended and is to be done again.</summary>
public sealed partial class SqliteFrontier
{
    public long RetryFailed(LedgerFilter? filter) => Reopen(failed: true, filter);

    public long RecheckDone() => Reopen(failed: false, null);

    public long BeginAgain()
    {
        _totals.Again = 1;
        return AskRestAgain();
    }

    public void Forget(IReadOnlyList<long> ids) => _store.Change(() =>
    {
        foreach (var id in ids)
        {
            _before.Delete(id);
            if (_outcomes.FindWithTime(id, "") is var (outcome, finished) && outcome.File is not null) _outcomes.Put(id, outcome with { File = null }, finished);
        }
    });

    /// <summary>Opens what is saved for reading, while nothing is leased; one for each thread, closed before this is.</summary>
    public SavedPlaces OpenPlaces()
    {
        _store.Change(StoreAll);
        return new SavedPlaces(Database.Open(_store.Database.Path, Access.Read));
    }

    /// <summary>A 304 confirms what is known, and need not repeat it.</summary>
    Outcome WithWhatIsKnown(long id, Outcome outcome) => _before.Find(id, null) is not { } before ? outcome : outcome with
    {
        Digest = outcome.Digest ?? before.Digest,
        ContentType = outcome.ContentType ?? before.ContentType,
    };

    /// <summary>Goes on where a crash had cut it off, too.</summary>
    long AskRestAgain()
    {
        var count = 0L;
        while (_totals.Again > 0)
            _store.Change(() =>
            {
                var ended = _reopening.AskAgain(_totals.Again);
                (_totals.Done, _totals.Failed) = (_totals.Done - ended.Good, _totals.Failed - ended.Failed);
                (_totals.Bytes, _totals.Again) = (_totals.Bytes - ended.Bytes, ended.Next);
                count += ended.Good + ended.Failed;
                Commit();
            });
        return count;
    }

    /// <summary>A transaction a page, so that the log stays short: stopped half-way, the rest can be asked for again.</summary>
    long Reopen(bool failed, LedgerFilter? filter)
    {
        var count = 0L;
        for (long? low = 0; low is not null;)
            _store.Change(() =>
            {
                var ended = _reopening.Reopen(ref low, failed, filter);
                if (failed) _totals.Failed -= ended.Count;
                else _totals.Done -= ended.Count;
                _totals.Bytes -= ended.Bytes;
                count += ended.Count;
                Commit();
            });
        return count;
    }
}
