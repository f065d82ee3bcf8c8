using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Frontier;
using Swarm.Mirrors.Checking;

namespace Swarm.Tests.Mirrors;

/// <summary>A tree of files proves itself complete, or says what is missing.</summary>
public sealed class CheckTests : IDisposable, IAbsences
{
    readonly TestFolder _folder = new();
    readonly List<Finding> _findings = [];

    [Fact]
    public void A_tree_whose_references_all_lead_to_files_is_good()
    {
        Put("a/index.html", "<a href=\"../b%20c/p%5Ex.html\"><img src=\"i.png\"><a href=\"index.html\"><a href=\"mailto:x\">");
        Put("a/i.png", "");
        Put("b c/p^x.html", "<a href=\"../a/index.html?x=1\">");
        Put(".swarm/originals/a/index.html", "<img src=\"/no/such\">");
        Assert.Equal(new CheckSummary(2, 4, 4, 0, 0, 0), Check());
    }

    [Theory]
    [InlineData("<a href=\"gone.html\">", "there is no such file")]
    [InlineData("<a href=\"../..//etc/passwd\">", "it leads out of the mirror's folder")]
    [InlineData("<img src=\"/i.png\">", "it leads out of the mirror's folder")]
    [InlineData("<img src=\"sub%2Fi.png\">", "it leads out of the mirror's folder")]
    [InlineData("<a href=\"sub\">", "it leads to a folder")]
    [InlineData("<a href=\"sub/\">", "it leads to a folder")]
    [InlineData("<a href=\"%FF.html\">", "it leads out of the mirror's folder")]
    public void A_reference_to_no_file_inside_is_a_hole(string page, string why)
    {
        Put("x/index.html", page);
        Put("x/sub/i.png", "");
        Assert.Equal(new CheckSummary(1, 1, 0, 1, 1, 0), Check());
        Assert.Equal((FindingKind.Missing, "x/index.html", why), Only(f => (f.Kind, f.File, f.Why)));
    }

    [Fact]
    public void What_a_page_loads_from_the_network_is_a_hole_even_for_a_reason()
    {
        Put("index.html", "<img src=\"http://example.org/known.png\">");
        Assert.Equal(new CheckSummary(1, 1, 0, 1, 0, 0), Check(this));
        Assert.Equal((FindingKind.Remote, "404", "img src"), Only(f => (f.Kind, f.Why, f.Place)));
    }

    [Fact]
    public void A_link_that_leads_out_for_a_reason_is_sound_and_one_without_is_none()
    {
        Put("index.html", "<a href=\"http://example.org/known\"><a href=\"http://example.org/other\">");
        Assert.Equal(new CheckSummary(1, 2, 1, 1, 1, 0), Check(this));
        Assert.Equal((FindingKind.Unsaved, "http://example.org/other"), Only(f => (f.Kind, f.Target)));
    }

    [Fact]
    public void A_tree_without_a_ledger_may_link_out_and_may_not_load_from_outside()
    {
        Put("index.html", "<a href=\"http://example.org/\"><img src=\"http://example.org/i.png\">");
        Assert.Equal(new CheckSummary(1, 2, 1, 1, 1, 0), Check());
    }

    [Fact]
    public void Places_in_files_are_looked_for_and_count_as_lesser_faults()
    {
        Put("a.html", "<p id=\"x\"><p id=\"é\"><a href=\"#x\"><a href=\"#no\"><a href=\"#top\"><a href=\"b.html#y\"><a href=\"b.html#none\"><a href=\"a.html#%C3%A9\">");
        Put("b.html", "<p id=\"y\">");
        Assert.Equal(new CheckSummary(2, 6, 6, 0, 0, 2), Check());
        Assert.Equal(["#no", "b.html#none"], _findings.Select(f => f.Target));
    }

    [Fact]
    public void A_file_that_the_ledger_knows_and_the_folder_lacks_is_a_hole()
    {
        Put("index.html", "");
        var summary = new MirrorCheck(_folder.Output, new PlainReader())
            .Run([new SavedFile(1, WebUrl.Parse("http://example.org/x.bin"), null, "example.org/x.bin", null, OutcomeKind.Done)], _findings.Add, CancellationToken.None);
        Assert.False(summary.IsGood);
        Assert.Equal((FindingKind.Lost, "example.org/x.bin"), Only(f => (f.Kind, f.File)));
    }

    [Fact]
    public void Links_of_the_file_system_are_not_followed()
    {
        Put("index.html", "");
        File.CreateSymbolicLink(Path.Combine(_folder.Output, "link.html"), "/etc/passwd");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Output, "up"), _folder.Output);
        Assert.Equal(1, Check().Pages);
    }

    public void Dispose() => _folder.Dispose();

    Absence IAbsences.Explain(string file, Reference reference, WebUrl url, PageWish wish) => url.Href.Contains("known", StringComparison.Ordinal) ? new("404", true) : new("nobody knows", false);

    T Only<T>(Func<Finding, T> of) => of(Assert.Single(_findings));

    CheckSummary Check(IAbsences? absences = null) => new MirrorCheck(_folder.Output, new PlainReader(), absences).Run([], _findings.Add, CancellationToken.None);

    void Put(string file, string content)
    {
        var path = Path.Combine(_folder.Output, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content, System.Text.Encoding.Latin1);
    }
}
