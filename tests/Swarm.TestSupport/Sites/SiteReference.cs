using System.Net;

namespace Swarm.TestSupport.Sites;

/// <summary>What must become of a reference in a mirror.</summary>
public enum Lead
{
    /// <summary>It leads, relative, to the file that was saved for its target.</summary>
    Saved,

    /// <summary>It names its target by the absolute URL.</summary>
    Away,

    /// <summary>It stands as it was written.</summary>
    Stays,

    /// <summary>A base: whatever it says, it names nothing on the network.</summary>
    Base,

    /// <summary>The name of an attribute that would keep saved files from loading: another name stands there.</summary>
    Guard,

    /// <summary>Nothing stands there, and the mirror must put its target in.</summary>
    Said,
}

/// <summary>How a reference is escaped where it stands.</summary>
public enum Escaping
{
    Html,
    Css,
    CssInAttribute,
}

/// <summary>A reference as it is written in a page, and where it must lead after conversion.</summary>
/// <param name="Target">An absolute URL, or what must be said.</param>
public sealed record SiteReference(string Written, Lead Lead, string Target, Escaping Escaping)
{
    /// <summary>Of the main host, unless the target says another.</summary>
    public const string Main = "http://site.test";

    /// <summary>With its <c>#</c>, or empty.</summary>
    public string Fragment
    {
        get
        {
            var says = Escaping == Escaping.Css ? Written : WebUtility.HtmlDecode(Written);
            return says.IndexOf('#', StringComparison.Ordinal) is >= 0 and var mark ? says[mark..] : "";
        }
    }

    public static SiteReference To(string target, string? written = null) => new(written ?? target, Lead.Saved, Absolute(target), Escaping.Html);

    public static SiteReference Css(string target, string? written = null) => To(target, written) with { Escaping = Escaping.Css };

    public static SiteReference StyleAttribute(string target, string? written = null) => To(target, written) with { Escaping = Escaping.CssInAttribute };

    public static SiteReference Away(string target, string? written = null) => new(written ?? target, Lead.Away, Absolute(target), Escaping.Html);

    public static SiteReference Stays(string written) => new(written, Lead.Stays, "", Escaping.Html);

    public static SiteReference Base(string target, string? written = null) => new(written ?? target, Lead.Base, Absolute(target), Escaping.Html);

    public static SiteReference Guard(string name) => new(name, Lead.Guard, "", Escaping.Html);

    public static SiteReference Said(string text) => new("", Lead.Said, text, Escaping.Html);

    public static string Absolute(string target) => target.StartsWith('/') ? Main + target : target;
}
