using System.IO.Compression;

namespace Swarm.IO.Lists.Inputs;

/// <summary>A list file or standard input, opened when its turn comes.</summary>
sealed class FileInput(string name, Func<Stream> open, ListFormat format, bool streamed) : ListInput(name)
{
    LineReader? _lines;
    LineFormat? _reader;
    bool _over;

    internal override bool Pauses => streamed;

    internal override bool TryAdvance(EntrySink sink)
    {
        if (_reader is null || !_lines!.TryRead(out var line, out var tooLong)) return false;
        if (tooLong) _reader.TooLong(_lines.Number, sink);
        else _reader.Line(line, _lines.Number, sink);
        return true;
    }

    internal override async ValueTask<bool> FillAsync(long skip, EntrySink sink, CancellationToken token)
    {
        if (_over) return false;
        try
        {
            if (_reader is null) return await BeginAsync(skip, sink, token);
            return await _lines!.FillAsync(token);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            _over = true;
            sink.Fault((_lines?.Number ?? 0) + 1, $"the list can't be read on from here: {e.Message}; mend the file and run again");
            return false;
        }
    }

    internal override void End(EntrySink sink) => _reader?.End(sink);

    public override ValueTask DisposeAsync() => _lines?.DisposeAsync() ?? ValueTask.CompletedTask;

    async ValueTask<bool> BeginAsync(long skip, EntrySink sink, CancellationToken token)
    {
        if (_lines is null)
        {
            var stream = open();
            var first = new byte[3];
            var seen = await stream.ReadAtLeastAsync(first, first.Length, throwOnEndOfStream: false, token);
            if (IsUtf16(first)) return Refuse(sink, stream, "the list is in UTF-16; save it as UTF-8");
            var whole = new PrefixedStream(first.AsMemory(0, seen), stream);
            _lines = new LineReader(first is [0x1f, 0x8b, ..] ? new GZipStream(whole, CompressionMode.Decompress) : whole);
        }
        var more = true;
        var found = format;
        while (found == ListFormat.Auto && !FormatDetection.TryTell(_lines.Window, _lines.Ended || _lines.Window.Length > LineFormat.LongestLine, streamed, out found))
            more = await _lines.FillAsync(token);
        _reader = LineFormat.Of(found);
        if (skip == 0) return more;
        // A list that is gone on with still needs its header, which an earlier run has read.
        while (_reader.HasHeader && (TryAdvance(sink) || await _lines.FillAsync(token)))
        {
        }
        await _lines.SkipAsync(skip, token);
        return true;
    }

    bool Refuse(EntrySink sink, Stream stream, string why)
    {
        stream.Dispose();
        _over = true;
        sink.Fault(1, why);
        return false;
    }

    static bool IsUtf16(byte[] first) => first is [0xff, 0xfe, ..] or [0xfe, 0xff, ..];
}
