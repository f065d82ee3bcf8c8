using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Swarm.Domain;

namespace Swarm.TestSupport.Sites;

/// <summary>Compares a mirror's tree with what a site says must become of it: the set of files, every byte between references, every reference.</summary>
public sealed class SiteProof
{
    readonly string _folder;
    readonly Dictionary<string, string> _fileOf = new(StringComparer.Ordinal);
    readonly List<string> _faults = [];

    SiteProof(string folder) => _folder = folder;

    /// <summary>What is wrong; empty: all is as the site says.</summary>
    /// <param name="ownFiles">Names of files that are the program's own.</param>
    public static IReadOnlyList<string> Faults(string folder, IReadOnlyCollection<SiteFile> site, params string[] ownFiles)
    {
        var proof = new SiteProof(folder);
        proof.Compare(site, ownFiles);
        return proof._faults;
    }

    void Compare(IReadOnlyCollection<SiteFile> site, string[] ownFiles)
    {
        var there = Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_folder, f))
            .Where(f => !f.StartsWith(".swarm", StringComparison.Ordinal) && !ownFiles.Contains(f)).ToHashSet(StringComparer.Ordinal);
        foreach (var file in site.OrderBy(f => f.File is null)) Locate(file, there);
        _faults.AddRange(there.Order(StringComparer.Ordinal).Select(f => "not of the site: " + f));
        foreach (var file in site.Where(f => f.Text is not null && _fileOf.ContainsKey(f.Url))) CompareReferences(file);
    }

    void Locate(SiteFile file, HashSet<string> there)
    {
        var host = file.Host + "/";
        var found = file.File is { } named
            ? there.Contains(named) ? named : null
            : there.Where(f => f.StartsWith(host, StringComparison.Ordinal)).FirstOrDefault(f => Holds(f, file));
        if (found is not null)
        {
            there.Remove(found);
            _fileOf[file.Url] = found;
            if (!file.IsWanted) _faults.Add($"{file.Url} must not be there and is: {found}");
            else if (!Holds(found, file)) _faults.Add($"{found} is not what {file.Url} says: {Difference(found, file)}");
        }
        else if (file is { IsWanted: true, IsOptional: false })
        {
            _faults.Add($"{file.Url} is not there" + (file.File is null ? "" : " as " + file.File));
        }
    }

    bool Holds(string path, SiteFile file) => Read(path, file) is { } text ? file.Text!.Match(text) is not null : Content(path).AsSpan().SequenceEqual(file.Bytes);

    string Difference(string path, SiteFile file) => Read(path, file) is { } text ? file.Text!.Difference(text) : "other bytes";

    /// <summary>Null for what is no text, and for a text whose bytes are none of its encoding's.</summary>
    string? Read(string path, SiteFile file)
    {
        if (file.Text is null) return null;
        var bytes = Content(path);
        var mark = file.HasMark ? file.Encoding.GetPreamble() : [];
        if (!bytes.AsSpan().StartsWith(mark)) return "(the byte order mark is lost)";
        var text = file.Encoding.GetString(bytes.AsSpan(mark.Length));
        return file.Encoding.GetBytes(text).AsSpan().SequenceEqual(bytes.AsSpan(mark.Length)) ? text : "(bytes of no character)";
    }

    byte[] Content(string path) => File.ReadAllBytes(Path.Combine(_folder, path));

    void CompareReferences(SiteFile file)
    {
        var path = _fileOf[file.Url];
        if (Read(path, file) is not { } text || file.Text!.Match(text) is not { } found) return;
        var references = file.Text.References;
        var basis = path;
        for (var i = 0; i < references.Count; i++)
            if (references[i].Lead == Lead.Base) basis = Resolve(path, Unescape(found[i], Escaping.Html)) ?? basis;
        for (var i = 0; i < references.Count; i++)
            if (Fault(references[i], found[i], basis) is { } fault)
                _faults.Add($"{path}: «{references[i].Written}» has become «{found[i]}»: {fault}");
    }

    string? Fault(SiteReference reference, string found, string basis)
    {
        var says = Unescape(found, reference.Escaping);
        return reference.Lead switch
        {
            Lead.Stays => found == reference.Written ? null : "it must stay",
            Lead.Base => says.Contains("//", StringComparison.Ordinal) ? "a base on the network" : null,
            Lead.Guard => found != reference.Written && Regex.IsMatch(found, "^[a-z][a-z0-9-]*$", RegexOptions.None, TimeSpan.FromSeconds(1)) ? null : "another name must stand there",
            Lead.Said => found == reference.Target ? null : $"«{reference.Target}» must stand there",
            Lead.Away => IsAway(reference, says) ? null : "it must name " + reference.Target,
            _ => SavedFault(reference, says, basis),
        };
    }

    static bool IsAway(SiteReference reference, string says) =>
        WebUrl.TryParse(says, out var url, out _) && url.Href == WebUrl.Parse(reference.Target).Href && FragmentOf(says) == reference.Fragment;

    string? SavedFault(SiteReference reference, string says, string basis)
    {
        if (!_fileOf.TryGetValue(reference.Target, out var wanted)) return reference.Target + " was not saved";
        if (Uri.UnescapeDataString(FragmentOf(says)) != Uri.UnescapeDataString(reference.Fragment)) return $"the fragment must be «{reference.Fragment}»";
        return Resolve(basis, says) is not { } leads ? "it is no relative reference"
            : leads == wanted ? null
            : $"it leads to {leads}, not to {wanted}";
    }

    static string FragmentOf(string text) => text.IndexOf('#', StringComparison.Ordinal) is >= 0 and var mark ? text[mark..] : "";

    /// <summary>As a browser does below <c>file:</c>.</summary>
    static string? Resolve(string from, string reference)
    {
        if (reference.Contains("//", StringComparison.Ordinal) || reference.StartsWith('/') || reference.Contains('?', StringComparison.Ordinal)) return null;
        if (!Uri.TryCreate(new Uri("http://x/" + string.Join('/', from.Split('/').Select(Uri.EscapeDataString))), reference, out var full) || full.Host != "x") return null;
        return Uri.UnescapeDataString(full.AbsolutePath[1..]);
    }

    static string Unescape(string text, Escaping escaping)
    {
        if (text.Length > 1 && text[0] is '"' or '\'' && text[^1] == text[0]) text = text[1..^1];
        if (escaping != Escaping.Css) text = WebUtility.HtmlDecode(text);
        if (text.Length > 1 && text[0] is '"' or '\'' && text[^1] == text[0]) text = text[1..^1];
        return escaping == Escaping.Html ? text.Trim() : Regex.Replace(text, @"\\((?<code>[0-9a-fA-F]{1,6})\s?|(?<char>.))", FromCss, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
    }

    static string FromCss(Match escape) => escape.Groups["code"] is { Success: true } code ? char.ConvertFromUtf32(Convert.ToInt32(code.Value, 16)) : escape.Groups["char"].Value;
}
