using Swarm.Domain.Lists;

namespace Swarm.IO.Lists;

/// <summary>One input after another, pulled line by line as entries are asked for.</summary>
sealed class ListSource(IReadOnlyList<ListInput> inputs, EntrySink sink, string? fingerprint) : IBundleSource
{
    const int UsualBatch = 1024;

    SourcePosition _position;
    long _skipLines;
    bool _begun;

    public string? Fingerprint => fingerprint;

    public void SkipTo(SourcePosition position)
    {
        if (_begun) throw new InvalidOperationException("Reading has begun.");
        (_position, _skipLines) = (position, position.Line);
        sink.Drop(position.Within);
    }

    public async ValueTask<SourceBatch> ReadAsync(int max, CancellationToken token)
    {
        _begun = true;
        var entries = new List<ListEntry>(Math.Min(max, UsualBatch));
        while (entries.Count < max && _position.File < inputs.Count)
        {
            var input = inputs[_position.File];
            Take(entries, max, input);
            if (entries.Count == max || (input.Pauses && entries.Count > 0)) break;
            sink.Source = input.Name;
            if (await input.FillAsync(_skipLines, sink, token))
            {
                _skipLines = 0;
                continue;
            }
            input.End(sink);
            if (!Deliver(entries, max)) break;
            await input.DisposeAsync();
            (_position, _skipLines) = (_position with { File = _position.File + 1, Line = 0, Within = 0 }, 0);
        }
        return new SourceBatch(entries, _position, _position.File == inputs.Count);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var input in inputs) await input.DisposeAsync();
    }

    void Take(List<ListEntry> entries, int max, ListInput input)
    {
        while (Deliver(entries, max) && input.TryAdvance(sink))
        {
        }
    }

    /// <summary>False: the batch is full and more is at hand.</summary>
    bool Deliver(List<ListEntry> entries, int max)
    {
        while (sink.Any)
        {
            if (sink.TakeCovered(out var line))
            {
                if (line > _position.Line) _position = _position with { Line = line, Within = 0 };
                continue;
            }
            if (entries.Count == max) return false;
            if (!sink.TryTake(out var entry)) continue;
            entries.Add(entry);
            _position = _position with
            {
                Entries = _position.Entries + 1,
                Within = _position.Within + 1,
                Faults = _position.Faults + (entry.Fault is null ? 0 : 1),
            };
        }
        return true;
    }
}
