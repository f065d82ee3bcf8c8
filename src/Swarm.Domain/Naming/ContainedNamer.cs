namespace Swarm.Domain.Naming;

/// <summary>Trusts another namer with the choice of a name, but not with where it leads.</summary>
sealed class ContainedNamer(INamer own) : INamer
{
    public string Name => own.Name;

    public bool NeedsHead => own.NeedsHead;

    public NameProposal Propose(Bundle bundle, long position, IReadOnlyList<Header>? head)
    {
        if (OutName.Of(bundle) is { } given) return given;
        var proposed = own.Propose(bundle, position, head);
        return OutName.Contain(proposed.Path, bundle.Url) is { } path ? proposed with { Path = path } : LastSegmentNamer.Of(bundle.Url);
    }
}
