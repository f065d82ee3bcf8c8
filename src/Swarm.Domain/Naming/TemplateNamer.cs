using System.Globalization;

namespace Swarm.Domain.Naming;

/// <summary>
/// Names by a template with <c>{host} {path} {name} {ext} {query} {hash} {n} {n:05}</c>: folder of the host, the URL's folders, the file's stem,
/// its extension with the dot, the query without its mark, 8 hexadecimal digits of the URL, the place in the list (with leading zeros).
/// </summary>
public sealed class TemplateNamer : INamer
{
    readonly List<Func<TemplateValues, string>> _parts = [];

    /// <exception cref="FormatException">The template is faulty; the message says where.</exception>
    public TemplateNamer(string template)
    {
        if (template.Length == 0) throw new FormatException("the name template is empty");
        for (var rest = template; rest.Length > 0;)
        {
            var brace = rest.IndexOfAny(['{', '}']);
            AddLiteral(template, brace < 0 ? rest : rest[..brace]);
            if (brace < 0) break;
            var end = rest.IndexOf('}', brace);
            if (rest[brace] == '}' || end < 0) throw Fault(template, $"a {rest[brace]} without its counterpart");
            _parts.Add(Placeholder(template, rest[(brace + 1)..end]));
            rest = rest[(end + 1)..];
        }

        CheckSegments(template);
    }

    public string Name => "template";

    public bool NeedsHead => false;

    public NameProposal Propose(Bundle bundle, long position, IReadOnlyList<Header>? head)
    {
        if (OutName.Of(bundle) is { } given) return given;
        var values = new TemplateValues(bundle.Url, position);
        var text = string.Concat(_parts.Select(part => part(values)));
        return new NameProposal(NamePath.Join(text.Split('/'), bundle.Url.Href), "named by the template");
    }

    void AddLiteral(string template, string text)
    {
        foreach (var c in text)
            if (c != '/' && (c >= '\u007f' ? char.IsControl(c) : !PortableName.IsPortable(c)))
                throw Fault(template, char.IsControl(c) ? $"the control character U+{(int)c:X4}" : $"the character {c}, which not every system takes in names");
        if (text.Length > 0) _parts.Add(_ => text);
    }

    static Func<TemplateValues, string> Placeholder(string template, string token) => token switch
    {
        "host" => v => v.Host,
        "path" => v => v.Path,
        "name" => v => v.Stem,
        "ext" => v => v.Extension,
        "query" => v => v.Query,
        "hash" => v => v.Hash,
        "n" => v => v.Position.ToString(CultureInfo.InvariantCulture),
        ['n', ':', '0', .. var width] when int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out var digits) && digits is > 0 and <= 19 =>
            v => v.Position.ToString("D" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        _ => throw Fault(template, $"{{{token}}}; known are {{host}} {{path}} {{name}} {{ext}} {{query}} {{hash}} {{n}} {{n:05}}"),
    };

    static void CheckSegments(string template)
    {
        if (template[0] == '/') throw Fault(template, "a leading slash: names are relative to the output folder");
        if (template[^1] == '/') throw Fault(template, "a trailing slash: it names a folder, not a file");
        if (template.Split('/').Any(s => s is "." or "..")) throw Fault(template, ". or .. as a folder");
    }

    static FormatException Fault(string template, string fault) => new($"the name template '{template}' holds {fault}");

    /// <summary>Slashes stand only between the folders of <see cref="Path"/>: values from a URL make no folders of their own.</summary>
    sealed class TemplateValues
    {
        public TemplateValues(WebUrl url, long position)
        {
            var parts = new UrlNameParts(url);
            Host = parts.Host;
            Path = string.Join('/', parts.Folders.Select(PortableName.Segment));
            (Stem, Extension) = HashedName.Split(PortableName.Segment(parts.FileWithoutQuery));
            Query = PortableName.Segment(parts.Query);
            Hash = HashedName.Hash(url.Href)[1..];
            Position = position;
        }

        public string Host { get; }

        public string Path { get; }

        public string Stem { get; }

        public string Extension { get; }

        public string Query { get; }

        public string Hash { get; }

        public long Position { get; }
    }
}
