using Swarm.Domain.Integrity;

namespace Swarm.IO.Lists.Formats;

/// <summary>What sha256sum and its like write (<c>HEX  name</c>, <c>HEX *name</c>, or BSD's <c>SHA256 (name) = HEX</c>); names are relative to the base URL and become the files' names.</summary>
sealed class ChecksumLines : LineFormat
{
    readonly BundleDraft _draft = new();

    internal static bool Recognises(string line) => ChecksumLine.TryRead(line, out _);

    internal override void Line(ReadOnlySpan<byte> line, long number, EntrySink sink)
    {
        var whole = number == 1 ? WithoutMark(line) : line;
        if (!Trim(whole).IsEmpty && whole[0] != (byte)'#' && TryText(whole, number, sink, out var text)) Take(text, number, sink);
        sink.Covered(number);
    }

    void Take(string text, long number, EntrySink sink)
    {
        if (!ChecksumLine.TryRead(text, out var read)) sink.Fault(number, "this is no line of a checksum file; write it like HEX, two blanks, name");
        else if (sink.Targets.Below(read.Name) is not { } url) sink.Fault(number, "a checksum file names files only; say where they are with --base URL");
        else
        {
            _draft.Clear();
            _draft.Checksum(read.Kind is { } kind ? $"{kind}={read.Hex}" : read.Hex);
            (_draft.Url, _draft.Out) = (url, read.Name);
            _draft.Finish(number, sink);
        }
    }
}
