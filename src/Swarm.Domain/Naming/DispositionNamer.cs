using System.Text;

namespace Swarm.Domain.Naming;

/// <summary>The file name that the server gives in Content-Disposition (RFC 6266), its last part only; without one, the URL's last segment.</summary>
public sealed class DispositionNamer : INamer
{
    public string Name => "content-disposition";

    public bool NeedsHead => true;

    public NameProposal Propose(Bundle bundle, long position, IReadOnlyList<Header>? head)
    {
        if (OutName.Of(bundle) is { } given) return given;
        return head?.Find("Content-Disposition") is { } field && FileName(field) is { } name
            ? new NameProposal(NamePath.Join([name], bundle.Url.Href), "named by the server")
            : LastSegmentNamer.Of(bundle.Url) with { Why = "not named by the server: the URL's last segment" };
    }

    static string? FileName(string field)
    {
        var disposition = ContentDisposition.Parse(field);
        if (!disposition.Parameters.TryGetValue("filename", out var name)) return null;
        if (!disposition.Parameters.ContainsKey("filename*")) name = AsUtf8(name);
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
        return name is "" or "." or ".." ? null : name;
    }

    /// <summary>Servers send UTF-8 where the field's grammar has ISO 8859-1 only; browsers read it so, and so do we where it is valid.</summary>
    static string AsUtf8(string name)
    {
        if (Ascii.IsValid(name) || name.AsSpan().ContainsAnyExceptInRange('\0', '\u00ff')) return name;
        var octets = Encoding.Latin1.GetBytes(name);
        return System.Text.Unicode.Utf8.IsValid(octets) ? Encoding.UTF8.GetString(octets) : name;
    }
}
