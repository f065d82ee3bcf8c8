using Swarm.Domain;
using Swarm.Domain.Naming;

namespace Swarm.Jobs;

/// <summary>One file by the name that the program's own user gave it: taken as it is, since it comes from no list and no server.</summary>
sealed class GivenNamer(string name) : INamer
{
    public string Name => "given";

    public bool NeedsHead => false;

    public NameProposal Propose(Bundle bundle, long position, IReadOnlyList<Header>? head) => new(name, null);
}
