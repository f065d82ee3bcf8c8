using Swarm.Domain.Lists;

namespace Swarm.Jobs;

/// <summary>No list: a job that only goes on with what its folder holds.</summary>
public sealed class EmptySource : IBundleSource
{
    public string? Fingerprint => null;

    public ValueTask<SourceBatch> ReadAsync(int max, CancellationToken token) => ValueTask.FromResult(new SourceBatch([], default, true));

    public void SkipTo(SourcePosition position)
    {
    }

    public ValueTask DisposeAsync() => default;
}
