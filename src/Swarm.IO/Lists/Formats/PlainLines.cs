namespace Swarm.IO.Lists.Formats;

/// <summary>One URL a line; <c>#</c> begins a comment line, blanks around are no part of it.</summary>
sealed class PlainLines : LineFormat
{
    internal override void Line(ReadOnlySpan<byte> line, long number, EntrySink sink)
    {
        var trimmed = Trim(number == 1 ? WithoutMark(line) : line);
        if (!trimmed.IsEmpty && trimmed[0] != (byte)'#' && TryText(trimmed, number, sink, out var text)) Add(text, line[0], number, sink);
        sink.Covered(number);
    }

    static void Add(string text, byte first, long number, EntrySink sink)
    {
        if (first is (byte)' ' or (byte)'\t' && Aria2Lines.IsOption(text)) sink.Fault(number, "this is an option of aria2's format; say --format aria2");
        else sink.Add(text, number);
    }
}
