using Swarm.Domain.Lists;

namespace Swarm.ObjectStores;

/// <summary>One list behind another.</summary>
sealed class ChainedSource(IBundleSource first, IBundleSource second) : IBundleSource
{
    SourcePosition _before;
    bool _isSecond;

    /// <summary>The second can change from one run to the next.</summary>
    public string? Fingerprint => null;

    public async ValueTask<SourceBatch> ReadAsync(int max, CancellationToken token)
    {
        var batch = await (_isSecond ? second : first).ReadAsync(max, token);
        if (_isSecond) return batch with { Position = batch.Position with { Entries = batch.Position.Entries + _before.Entries, Faults = batch.Position.Faults + _before.Faults } };
        if (batch.End) (_isSecond, _before) = (true, batch.Position);
        return batch with { End = false };
    }

    public void SkipTo(SourcePosition position)
    {
    }

    public async ValueTask DisposeAsync()
    {
        await first.DisposeAsync();
        await second.DisposeAsync();
    }
}
