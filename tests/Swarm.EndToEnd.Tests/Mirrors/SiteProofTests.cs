using Swarm.TestSupport.Sites;
using Swarm.TestSupport.Sites.Construct;

namespace Swarm.EndToEnd.Tests.Mirrors;

/// <summary>The judge of the site of every construct is judged first: by a tree that is made of what it says.</summary>
public sealed class SiteProofTests
{
    [Fact]
    public void A_tree_as_the_site_says_has_no_fault()
    {
        using var folder = new TestFolder();
        Write(folder.Path, (_, text) => text);

        var faults = SiteProof.Faults(folder.Path, ConstructSite.Files);

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void What_is_not_as_the_site_says_is_a_fault()
    {
        using var folder = new TestFolder();
        Write(folder.Path, (reference, text) => reference.Target switch
        {
            "http://site.test/html/leaf1" => "/html/leaf1",
            "http://site.test/html/leaf2" => text.Replace("leaf2", "leaf3", StringComparison.Ordinal),
            "http://site.test/gone" => "/gone",
            _ => text,
        });
        File.Delete(folder["site.test", "img", "list.png"]);
        File.AppendAllText(folder["site.test", "css", "import1.css"], " ");
        File.WriteAllText(folder["site.test", "more.txt"], "");

        var faults = string.Join('\n', SiteProof.Faults(folder.Path, ConstructSite.Files));

        Assert.All(["«/html/leaf1»: it is no relative", "it leads to site.test/html/leaf3.html", "it must name http://site.test/gone", "list.png is not there", "import1.css is not what", "not of the site: site.test/more.txt"],
            part => Assert.Contains(part, faults, StringComparison.Ordinal));
    }

    static void Write(string folder, Func<SiteReference, string, string> change)
    {
        var files = ConstructSite.Files.Where(f => f.IsWanted && !f.IsOptional).ToList();
        var names = files.Index().ToDictionary(f => f.Item.Url, f => f.Item.File ?? $"{f.Item.Host}/named/n {f.Index}%", StringComparer.Ordinal);
        foreach (var file in files)
        {
            var path = Path.Combine(folder, names[file.Url]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            byte[] content = file.Text is null ? file.Bytes : [.. file.HasMark ? file.Encoding.GetPreamble() : [], .. file.Encoding.GetBytes(Fill(file, names, change))];
            File.WriteAllBytes(path, content);
        }
    }

    static string Fill(SiteFile file, Dictionary<string, string> names, Func<SiteReference, string, string> change)
    {
        var text = new MarkedText(0, 0);
        var holes = file.Text!.Match(file.Text.Source)!;
        Assert.Equal(file.Text.References.Count, holes.Count);
        foreach (var (literal, reference) in file.Text.Parts)
        {
            text.AppendLiteral(literal);
            if (reference is not null) text.AppendLiteral(change(reference, Lead(reference, names[file.Url], names)));
        }

        return text.Source;
    }

    static string Lead(SiteReference reference, string from, Dictionary<string, string> names) => reference.Lead switch
    {
        TestSupport.Sites.Lead.Stays => reference.Written,
        TestSupport.Sites.Lead.Said => reference.Target,
        TestSupport.Sites.Lead.Guard => "data-" + reference.Written,
        TestSupport.Sites.Lead.Base => Uri.EscapeDataString(from.Split('/')[^1]),
        TestSupport.Sites.Lead.Away => reference.Target.Replace("&", "&amp;", StringComparison.Ordinal) + reference.Fragment,
        _ => Relative(from, names[reference.Target]) + reference.Fragment,
    };

    static string Relative(string from, string to) => string.Join('/', Path.GetRelativePath(Path.GetDirectoryName("/" + from)!, "/" + to).Split('/').Select(s => s == ".." ? s : Escape(s)));

    static string Escape(string segment) => Uri.EscapeDataString(segment).Replace("'", "%27", StringComparison.Ordinal).Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal);
}
