namespace Swarm.IO.Lists.Inputs;

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

/// <summary>URLs of the command line.</summary>
sealed class ArgumentsInput(IReadOnlyList<string> urls) : ListInput("arguments")
{
    int _next = -1;

    internal override bool TryAdvance(EntrySink sink)
    {
        if (_next < 0 || _next == urls.Count) return false;
        sink.Add(urls[_next++].Trim(), _next);
        sink.Covered(_next);
        return true;
    }

    internal override ValueTask<bool> FillAsync(long skip, EntrySink sink, CancellationToken token)
    {
        var first = _next < 0;
        if (first) _next = (int)Math.Min(skip, urls.Count);
        return new ValueTask<bool>(first && _next < urls.Count);
    }
}
