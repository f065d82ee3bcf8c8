using Swarm.Domain;
using Swarm.Engine.Reporting;

namespace Swarm.Reporting;

/// <summary>Large objects in flight and the bytes of the whole job. Not thread-safe; bounded by what is in flight.</summary>
sealed class TransferTally(TimeProvider time)
{
    const int Shown = 5;
    const double Weight = 0.3;
    static readonly TimeSpan Span = TimeSpan.FromMilliseconds(250);

    readonly Dictionary<long, Transfer> _transfers = [];
    long _stored;
    long _done;

    /// <summary>Bytes of the job's objects that are there, each counted once; never less than before.</summary>
    public long Done => _done = Math.Max(_done, _stored + InFlight());

    /// <summary>Bytes of what is stored or in flight, as far as their lengths are known.</summary>
    public long Total => Math.Max(Done, _stored + _transfers.Values.Sum(static t => t.Total));

    long InFlight()
    {
        var sum = 0L;
        foreach (var transfer in _transfers.Values) sum += transfer.Done;
        return sum;
    }

    public void Take(TransferProgressed fact)
    {
        if (!_transfers.TryGetValue(fact.Id, out var transfer)) _transfers.Add(fact.Id, transfer = new Transfer(fact, time.GetTimestamp()));
        transfer.Take(fact, time);
    }

    /// <summary>A bundle has ended.</summary>
    public void End(long id, Outcome outcome)
    {
        _ = Done; // what there was of one that failed stays counted: the job's bytes never go back
        _transfers.Remove(id);
        if (outcome.Kind == OutcomeKind.Done) _stored += outcome.Length;
    }

    /// <summary>The largest, the largest first.</summary>
    public IReadOnlyList<TransferSeen> Largest() => _transfers.Count == 0
        ? []
        : [.. _transfers.Values.OrderByDescending(static t => t.Total).ThenBy(static t => t.Id).Take(Shown).Select(static t => t.See())];

    sealed class Transfer(TransferProgressed first, long began)
    {
        TransferProgressed _last = first;
        long _from = first.Done;
        long _at = began;
        double _rate;

        public long Id => _last.Id;

        public long Done => _last.Done;

        public long Total => _last.Total;

        public void Take(TransferProgressed fact, TimeProvider time)
        {
            _last = fact;
            var span = time.GetElapsedTime(_at);
            if (span < Span) return;
            var now = Math.Max(0, fact.Done - _from) / span.TotalSeconds;
            _rate = _rate == 0 ? now : _rate + Weight * (now - _rate);
            (_from, _at) = (fact.Done, time.GetTimestamp());
        }

        public TransferSeen See() =>
            new(Id, SafeText.Of(_last.Url.Href), Done, Total, _last.Connections, _last.Resumed, _last.Connections == 0 ? 0 : _rate);
    }
}
