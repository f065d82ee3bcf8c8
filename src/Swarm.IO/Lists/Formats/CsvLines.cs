using System.Text;

namespace Swarm.IO.Lists.Formats;

/// <summary>
/// CSV (RFC 4180) whose header names the columns as JSONL names its fields; other columns are passed over. Fields are parted as the header's are, by comma, semicolon or
/// TAB. In headers stands one <c>Name: value</c> a line, in mirrors URLs with blanks between. A record may span lines, to 64 KiB in all.
/// </summary>
sealed class CsvLines : LineFormat
{
    readonly BundleDraft _draft = new();
    readonly StringBuilder _record = new();
    readonly List<string> _fields = [];
    string[]? _columns;
    char _separator;
    long _recordLine;
    bool _unusable;

    /// <summary>Whether a first line names columns, url among them.</summary>
    internal static bool IsHeader(string line) =>
        !line.Contains("://", StringComparison.Ordinal)
        && line.Split(Separator(line)).Any(name => name.Trim().Trim('"').Equals("url", StringComparison.OrdinalIgnoreCase));

    internal override bool HasHeader => _columns is null && !_unusable;

    internal override void Line(ReadOnlySpan<byte> line, long number, EntrySink sink)
    {
        if (_unusable) return;
        if (_recordLine == 0 && (Trim(line).IsEmpty || (_columns is null && Trim(line)[0] == (byte)'#'))) return;
        if (!TryText(number == 1 ? WithoutMark(line) : line, number, sink, out var text))
        {
            Leave(number, sink);
            return;
        }
        if (_recordLine == 0) _recordLine = number;
        else _record.Append('\n');
        _record.Append(text);
        if (_record.Length > LongestLine) TooLong(_recordLine, sink);
        else if (IsWhole()) Take(number, sink);
    }

    internal override void TooLong(long number, EntrySink sink)
    {
        sink.Fault(number, "the record is longer than 64 KiB; look for a quote that is not closed");
        Leave(number, sink);
    }

    internal override void End(EntrySink sink)
    {
        if (_recordLine > 0) sink.Fault(_recordLine, "a quote in this record is never closed");
        Leave(0, sink);
    }

    void Leave(long number, EntrySink sink)
    {
        _record.Clear();
        _recordLine = 0;
        if (_columns is not null && number > 0) sink.Covered(number);
    }

    bool IsWhole()
    {
        var quotes = 0;
        foreach (var chunk in _record.GetChunks()) quotes += chunk.Span.Count('"');
        return quotes % 2 == 0;
    }

    void Take(long number, EntrySink sink)
    {
        var (record, line, isHeader) = (_record.ToString(), _recordLine, _columns is null);
        if (isHeader) Columns(record, line, sink);
        else if (!CsvRecord.TrySplit(record, _separator, _fields, out var why)) sink.Fault(line, why);
        else if (_fields.Count != _columns!.Length) sink.Fault(line, $"the record has {_fields.Count} fields where the header has {_columns!.Length}");
        else Bundle(line, sink);
        _record.Clear();
        _recordLine = 0;
        // The header is covered with the first record: read again when a list is gone on with, it must not set the position back.
        if (!isHeader) sink.Covered(number);
    }

    void Columns(string record, long line, EntrySink sink)
    {
        _separator = Separator(record);
        var names = CsvRecord.TrySplit(record, _separator, _fields, out _) ? _fields.Select(name => name.Trim().ToLowerInvariant()).ToArray() : [];
        _fields.Clear();
        _unusable = !names.Contains("url");
        if (_unusable) sink.Fault(line, "the header has no column url; the first line of CSV must name the columns");
        else _columns = names;
    }

    void Bundle(long line, EntrySink sink)
    {
        _draft.Clear();
        for (var i = 0; i < _fields.Count; i++)
            if (_fields[i].Length > 0) Field(_columns![i], _fields[i]);
        _draft.Finish(line, sink);
    }

    void Field(string column, string value)
    {
        switch (column)
        {
            case "url": _draft.Url = value.Trim(); break;
            case "out": _draft.Out = value; break;
            case "method": _draft.Method(value); break;
            case "priority": _draft.Priority(value.Trim()); break;
            case "checksum": _draft.Checksum(value); break;
            case "range": _draft.Range(value); break;
            case "body": _draft.Body(Encoding.UTF8.GetBytes(value)); break;
            case "body_base64": _draft.Body64(value); break;
            case "info": _draft.Info = value; break;
            case "headers":
                foreach (var header in value.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) _draft.Header(header);
                break;
            case "mirrors":
                foreach (var mirror in value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) _draft.Mirror(mirror);
                break;
        }
    }

    static char Separator(string header) => header.AsSpan().IndexOfAny(',', ';', '\t') is var at and >= 0 ? header[at] : ',';
}
