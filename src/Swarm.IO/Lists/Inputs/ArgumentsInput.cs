namespace Swarm.IO.Lists.Inputs;

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
