using Swarm.Domain;
using Swarm.Domain.Naming;

namespace Swarm.Jobs;

/// <summary>Keys of objects, as the bundles have them. Told late, so that none of them is held against another as names of files are.</summary>
sealed class KeyNamer : INamer
{
    public string Name => "keys";

    public bool NeedsHead => true;

    public NameProposal Propose(Bundle bundle, long position, IReadOnlyList<Header>? head) => new(bundle.Out!, null);
}
