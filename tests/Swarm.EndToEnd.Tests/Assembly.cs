[assembly: CollectionBehavior(MaxParallelThreads = 2)]

namespace Swarm.EndToEnd.Tests;

/// <summary>Tests that measure time, memory or requests in flight: nothing runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
