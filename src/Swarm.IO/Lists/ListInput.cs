namespace Swarm.IO.Lists;

/// <summary>One part of a list, read by pulling.</summary>
abstract class ListInput(string name) : IAsyncDisposable
{
    internal string Name { get; } = name;

    /// <summary>True for a pipe: what is there is given out rather than waited for more.</summary>
    internal virtual bool Pauses => false;

    /// <summary>Hands the next line on; false where none is at hand.</summary>
    internal abstract bool TryAdvance(EntrySink sink);

    /// <summary>Brings more lines to hand; false at the end.</summary>
    /// <param name="skip">Lines to leave out, the first time.</param>
    internal abstract ValueTask<bool> FillAsync(long skip, EntrySink sink, CancellationToken token);

    /// <summary>Hands on what was held back for a line that never came.</summary>
    internal virtual void End(EntrySink sink)
    {
    }

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
