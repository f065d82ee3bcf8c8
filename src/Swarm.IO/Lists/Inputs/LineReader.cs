namespace Swarm.IO.Lists.Inputs;

/// <summary>Splits a stream into lines within one buffer; a line over 64 KiB is passed over, never collected.</summary>
sealed class LineReader(Stream stream) : IAsyncDisposable
{
    const int Limit = LineFormat.LongestLine;

    readonly byte[] _buffer = new byte[2 * Limit];
    Task<int>? _reading;
    int _start;
    int _filled;
    bool _inLongLine;

    /// <summary>1-based number of the line last read.</summary>
    internal long Number { get; private set; }

    internal bool Ended { get; private set; }

    /// <summary>What has been read and not yet given out.</summary>
    internal ReadOnlySpan<byte> Window => _buffer.AsSpan(_start, _filled - _start);

    /// <summary>The next line without its end; <paramref name="tooLong"/>: it was over the limit and is empty here.</summary>
    internal bool TryRead(out ReadOnlySpan<byte> line, out bool tooLong)
    {
        var window = Window;
        var end = window.IndexOf((byte)'\n');
        line = default;
        tooLong = false;
        if (end < 0 && !Ended)
        {
            if (window.Length <= Limit) return false;
            (_inLongLine, _start) = (true, _filled);
            return false;
        }
        if (end < 0 && window.IsEmpty && !_inLongLine) return false;
        line = end < 0 ? window : window[..end];
        _start += end < 0 ? window.Length : end + 1;
        Number++;
        tooLong = _inLongLine || line.Length > Limit;
        _inLongLine = false;
        if (tooLong) line = default;
        else if (line is [.., (byte)'\r']) line = line[..^1];
        return true;
    }

    /// <summary>Reads on; false where nothing more comes.</summary>
    internal async ValueTask<bool> FillAsync(CancellationToken token)
    {
        if (Ended) return false;
        if (_reading is null) MakeRoom();
        // A read that was given up waiting for is waited for again: a pipe's can't be called back.
        _reading ??= stream.ReadAsync(_buffer.AsMemory(_filled), CancellationToken.None).AsTask();
        var read = await _reading.WaitAsync(token);
        _reading = null;
        _filled += read;
        Ended = read == 0;
        return !Ended || _filled > _start || _inLongLine;
    }

    /// <summary>Passes over whole lines without looking at them.</summary>
    internal async ValueTask SkipAsync(long lines, CancellationToken token)
    {
        while (Number < lines)
        {
            PassOver(lines);
            if (Number < lines && !await FillAsync(token)) return;
        }
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    void PassOver(long lines)
    {
        var window = Window;
        var count = window.Count((byte)'\n');
        if (Number + count < lines)
        {
            Number += count;
            _start = _filled;
            return;
        }
        for (; Number < lines; Number++) _start += _buffer.AsSpan(_start, _filled - _start).IndexOf((byte)'\n') + 1;
    }

    void MakeRoom()
    {
        Window.CopyTo(_buffer);
        (_start, _filled) = (0, _filled - _start);
    }
}
