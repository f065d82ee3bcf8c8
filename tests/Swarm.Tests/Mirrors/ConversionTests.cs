using System.Collections.Concurrent;
using System.Text;
using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Frontier;
using Swarm.Mirrors.Converting;

namespace Swarm.Tests.Mirrors;

/// <summary>From pages as they were sent to pages that are read offline.</summary>
public class ConversionTests : ISavedPlaces, IPageStore
{
    const string Site = "http://example.org/";

    readonly ConcurrentDictionary<string, string> _originals = new();
    readonly ConcurrentDictionary<string, string> _tree = new();
    readonly Dictionary<string, string> _saved = new()
    {
        [Site] = "example.org/index.html",
        [Site + "a/b"] = "example.org/a/b.html",
        [Site + "p?x=1"] = "example.org/p^x=1.html",
        [Site + "img/é.png".Replace("é", "%C3%A9", StringComparison.Ordinal)] = "example.org/img/é.png",
        ["http://cdn.example/x.js"] = "cdn.example/x.js",
    };

    [Theory]
    [InlineData("<a href=\"/a/b\">", "<a href=\"a/b.html\">")]
    [InlineData("<a href=\"/a/b#there\">", "<a href=\"a/b.html#there\">")]
    [InlineData("<a href=\"p?x=1\">", "<a href=\"p%5Ex=1.html\">")]
    [InlineData("<img src=\"img/%C3%A9.png\">", "<img src=\"img/%C3%A9.png\">")]
    [InlineData("<script src=\"//cdn.example/x.js\">", "<script src=\"../cdn.example/x.js\">")]
    public void What_was_saved_is_linked_to_its_file(string sent, string offline) => Assert.Equal(offline, Converted(sent));

    [Theory]
    [InlineData("<a href=\"/gone#x\">", "<a href=\"http://example.org/gone#x\">")]
    [InlineData("<a href=\"//other.example\">", "<a href=\"http://other.example/\">")]
    [InlineData("<a href=\"HTTP://Other.example\">", "<a href=\"HTTP://Other.example\">")]
    public void What_was_not_saved_is_linked_to_its_absolute_URL(string sent, string offline) => Assert.Equal(offline, Converted(sent));

    [Theory]
    [InlineData("<a href=\"#x\">")]
    [InlineData("<a href=\"\">")]
    [InlineData("<a href=\"mailto:me@example.org\">")]
    [InlineData("<img src=\"data:image/png;base64,xx\">")]
    public void What_needs_no_change_stays_byte_for_byte(string sent) => Assert.Equal(sent, Converted(sent));

    [Fact]
    public void A_base_becomes_the_file_itself_and_what_it_bent_stays_bent()
    {
        const string Sent = "<base href=\"/a/\"><a href=\"b\"><a href=\"#x\"><a href=\"../#x\">";
        Assert.Equal("<base href=\"index.html\"><a href=\"a/b.html\"><a href=\"http://example.org/a/#x\"><a href=\"index.html#x\">", Converted(Sent));
    }

    [Fact]
    public void What_would_keep_a_page_from_its_own_files_is_put_out_of_force() =>
        Assert.Equal("<script src=\"../cdn.example/x.js\" data-integrity=\"sha256-…\">", Converted("<script src=\"http://cdn.example/x.js\" integrity=\"sha256-…\">"));

    [Fact]
    public void Links_that_are_kept_leave_a_page_as_it_was_sent() => Assert.Equal("<a href=\"/a/b\">", Converted("<a href=\"/a/b\">", keep: true));

    [Fact]
    public async Task A_second_run_writes_nothing()
    {
        _originals["example.org/index.html"] = "<a href=\"/a/b\">";
        Assert.Equal(new ConversionCount(1, 1, 0), await RunAsync());
        Assert.Equal(new ConversionCount(1, 0, 0), await RunAsync());
    }

    [Fact]
    public async Task A_page_that_the_reader_trips_over_costs_itself_alone()
    {
        _originals["example.org/index.html"] = "BOOM";
        _originals["example.org/a/b.html"] = "<a href=\"/\">";
        var count = await RunAsync(Home, new SavedFile(2, WebUrl.Parse(Site + "a/b"), null, "example.org/a/b.html", null, OutcomeKind.Done));
        Assert.Equal(new ConversionCount(2, 2, 1), count);
        Assert.Equal(("BOOM", "<a href=\"../index.html\">"), (_tree["example.org/index.html"], _tree["example.org/a/b.html"]));
    }

    [Theory]
    [InlineData(true, 1, 1, 1)]
    [InlineData(false, 1, 0, 1)]
    [InlineData(null, 0, 0, 0)]
    public async Task A_page_that_is_too_long_to_be_read_is_put_there_as_it_was_sent(bool? isNew, int pages, int written, int unread)
    {
        var copied = new List<string>();
        var conversion = new Conversion(new PlainReader(), this, () => this, Write) { CopyWhole = file => { copied.Add(file); return isNew; } };
        await conversion.RunAsync([Home], CancellationToken.None);
        Assert.Equal(new ConversionCount(pages, written, unread), conversion.Count);
        Assert.Equal([Home.File], copied);
    }

    [Fact]
    public async Task A_full_disk_ends_it_with_its_reason()
    {
        _originals["example.org/index.html"] = "x";
        var conversion = new Conversion(new PlainReader(), this, () => this, (_, _) => throw new TransferException(Reason.DiskFull, Stage.Write, "no room"));
        var fault = await Assert.ThrowsAsync<TransferException>(() => conversion.RunAsync([Home], CancellationToken.None));
        Assert.Equal(Reason.DiskFull, fault.Failure.Reason);
    }

    static SavedFile Home => new(1, WebUrl.Parse(Site), null, "example.org/index.html", "text/html", OutcomeKind.Done);

    SavedPlace? ISavedPlaces.Find(WebUrl url) => _saved.TryGetValue(url.Href, out var file) ? new SavedPlace(file, null) : null;

    byte[]? IPageStore.Load(string path, long maximumLength) => _originals.TryGetValue(path, out var text) ? Encoding.UTF8.GetBytes(text) : null;

    string Converted(string sent, bool keep = false)
    {
        _originals[Home.File] = sent;
        RunAsync(keep, Home).GetAwaiter().GetResult();
        return _tree[Home.File];
    }

    Task<ConversionCount> RunAsync(params SavedFile[] pages) => RunAsync(false, pages is [] ? [Home] : pages);

    async Task<ConversionCount> RunAsync(bool keep, params SavedFile[] pages)
    {
        var conversion = new Conversion(new PlainReader(), this, () => this, Write) { KeepLinks = keep };
        await conversion.RunAsync(pages, CancellationToken.None);
        return conversion.Count;
    }

    bool Write(string path, ReadOnlyMemory<byte> content)
    {
        var text = Encoding.UTF8.GetString(content.Span);
        if (_tree.TryGetValue(path, out var there) && there == text) return false;
        _tree[path] = text;
        return true;
    }
}
