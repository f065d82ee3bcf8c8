using Swarm.Domain.Lists;

namespace Swarm.ObjectStores.Copying;

/// <summary>What is to be brought, as it is found.</summary>
interface ICopyEntries
{
    Landing Landing { get; }

    IAsyncEnumerable<ListEntry> ReadAsync(CancellationToken token);
}
