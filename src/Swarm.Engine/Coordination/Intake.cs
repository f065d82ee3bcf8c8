using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Lists;
using Swarm.Engine.Keeping;
using Swarm.Engine.Writing;

namespace Swarm.Engine.Coordination;

/// <summary>The way from the list into the frontier: one batch is read, one is stored, some wait for names to be cleared. State only; the coordinator sends.</summary>
sealed class Intake(JobParts parts)
{
    int _storing;
    int _clearing;
    int _looking;

    public bool IsReading { get; private set; }

    public bool Ended { get; private set; }

    /// <summary>Lines that can't be used, those that an earlier run read included.</summary>
    public long Faults { get; private set; }

    public long Duplicates { get; private set; }

    public long Added { get; private set; }

    /// <summary>Bundles on their way that nobody has in hand yet, and orders to move files, which a job doesn't end without.</summary>
    public int OnTheWay => _storing + _clearing + _looking;

    public void BeginRead() => IsReading = true;

    public void Drop() => IsReading = false;

    /// <summary>Makes what was read into proposals; counts the faulty lines.</summary>
    public Store Propose(SourceBatch batch, Action<ListFault> onFault)
    {
        (IsReading, Ended) = (false, batch.End);
        var proposals = new List<Proposal>(batch.Entries.Count);
        var place = batch.Position.Entries - batch.Entries.Count;
        foreach (var entry in batch.Entries)
        {
            place++;
            if (entry.Bundle is { } bundle) proposals.Add(new Proposal(bundle, NaturalName.Of(bundle, place, parts.Namer, parts.Writing)));
            else if (entry.Fault is { } fault)
            {
                Faults++;
                onFault(fault);
            }
        }

        Faults = Math.Max(Faults, batch.Position.Faults);
        _storing += proposals.Count;
        var mark = parts.Fingerprint is { } print ? new SourceMark(print, batch.Position) : (SourceMark?)null;
        return new Store(proposals, mark);
    }

    /// <summary>Counts what was stored.</summary>
    public void Take(Stored stored)
    {
        var result = stored.Result;
        _storing -= stored.Proposed;
        Duplicates += result.Duplicates;
        Added += stored.Proposed - result.Duplicates;
    }

    public MakeRoom Clear(IReadOnlyList<NameMove> moves, IReadOnlyList<Lease> leases)
    {
        _clearing += leases.Count + 1;
        return new MakeRoom(moves, leases);
    }

    public void Cleared(int count) => _clearing -= count + 1;

    public LookFor Look(IReadOnlyList<Lease> leases)
    {
        _looking += leases.Count;
        return new LookFor(leases);
    }

    public void Looked(int count) => _looking -= count;
}
