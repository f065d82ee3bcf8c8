using System.Text;
using System.Text.RegularExpressions;

namespace Swarm.IO.Lists.Formats;

/// <summary>What sha256sum and its like write (<c>HEX  name</c>, <c>HEX *name</c>, or BSD's <c>SHA256 (name) = HEX</c>); names are relative to the base URL and become the files' names.</summary>
sealed partial class ChecksumLines : LineFormat
{
    readonly BundleDraft _draft = new();

    internal static bool Recognises(string line) => Gnu().IsMatch(line) || Bsd().IsMatch(line);

    internal override void Line(ReadOnlySpan<byte> line, long number, EntrySink sink)
    {
        var whole = number == 1 ? WithoutMark(line) : line;
        if (!Trim(whole).IsEmpty && whole[0] != (byte)'#' && TryText(whole, number, sink, out var text)) Take(text, number, sink);
        sink.Covered(number);
    }

    void Take(string text, long number, EntrySink sink)
    {
        var match = Gnu().Match(text);
        if (!match.Success) match = Bsd().Match(text);
        if (!match.Success) sink.Fault(number, "this is no line of a checksum file; write it like HEX, two blanks, name");
        else if (sink.BaseUrl is null) sink.Fault(number, "a checksum file names files only; say where they are with --base URL");
        else
        {
            var name = Name(match);
            _draft.Clear();
            _draft.Checksum(match.Groups["kind"].Success ? $"{match.Groups["kind"].Value}={match.Groups["hex"].Value}" : match.Groups["hex"].Value);
            (_draft.Url, _draft.Out) = (Url(sink.BaseUrl.Href, name), name);
            _draft.Finish(number, sink);
        }
    }

    static string Name(Match match)
    {
        var name = match.Groups["name"].Value;
        // A backslash in front says that the name is written with escapes.
        if (match.Groups["escaped"].Length > 0)
            name = Escapes().Replace(name, escape => escape.Value switch { "\\n" => "\n", "\\r" => "\r", _ => "\\" });
        return name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
    }

    static string Url(string folder, string name)
    {
        var url = new StringBuilder(folder);
        var first = true;
        foreach (var segment in name.Split('/'))
        {
            if (!first) url.Append('/');
            url.Append(Uri.EscapeDataString(segment));
            first = false;
        }
        return url.ToString();
    }

    [GeneratedRegex(@"^(?<escaped>\\?)(?<hex>[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64}|[0-9a-fA-F]{128}) [ *](?<name>.+)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Gnu();

    [GeneratedRegex(@"^(?<escaped>\\?)(?<kind>MD5|SHA1|SHA256|SHA512) \((?<name>.+)\) = (?<hex>[0-9a-fA-F]{32,128})$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Bsd();

    [GeneratedRegex(@"\\[nr\\]", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Escapes();
}
