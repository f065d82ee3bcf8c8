using System.Diagnostics;
using System.Text;

namespace Swarm.Pages.Tests.Html;

/// <summary>Hostile pages cost time and memory in proportion to their bytes, and never the process.</summary>
public sealed class LimitTests
{
    const int Size = 1 << 19;

    static string Many(string unit, string before = "", string after = "")
    {
        var text = new StringBuilder(before, Size + 1024);
        while (text.Length < Size) text.Append(unit);
        return text.Append(after).ToString();
    }

    [Theory]
    [InlineData("<div>")]
    [InlineData("</div>")]
    [InlineData("</>")]
    [InlineData("<")]
    [InlineData("</")]
    [InlineData("<a ")]
    [InlineData("<b></i>")]
    [InlineData("<table><td>")]
    [InlineData("<a id=x>")]
    [InlineData("<!--")]
    [InlineData("--!", "<!--")]
    [InlineData("-!-", "<!--")]
    [InlineData("--!-", "<!--")]
    [InlineData("<!>")]
    [InlineData("<?x>")]
    [InlineData("&#1111111111", "<a href='")]
    [InlineData("&amp", "<a href='", "'>")]
    [InlineData("&amp;", "<p style='url(", ")'>")]
    [InlineData("&abcdefghijklmnopqrstuvwxyz", "<a href='", "'>")]
    [InlineData("a=b ", "<p ", ">")]
    [InlineData("id=b ", "<p ", ">")]
    [InlineData("/", "<p", ">")]
    [InlineData("/a", "<p", ">")]
    [InlineData("=", "<p ", ">")]
    [InlineData("\"'", "<p a=", ">")]
    [InlineData("<g>", "<svg>")]
    [InlineData("</x>", "<svg><g><g><g>")]
    [InlineData("<svg>")]
    [InlineData("<svg><desc>")]
    [InlineData("<math><mi>")]
    [InlineData("<![CDATA[]]>", "<svg>")]
    [InlineData("<!--<script>", "<script>")]
    [InlineData("<!--x</scrip -->", "<script>")]
    [InlineData("</style", "<style>")]
    [InlineData("</s", "<style>")]
    [InlineData("url(", "<style>", "</style>")]
    [InlineData("x ", "<img srcset='", "'>")]
    [InlineData("x (", "<img srcset='", "'>")]
    [InlineData("x,", "<img srcset='", "'>")]
    [InlineData("nofollow ", "<a href=x rel='", "'>")]
    [InlineData("<base href=/x>")]
    [InlineData("<meta charset=x>")]
    [InlineData("<form action=x><input name=y>")]
    [InlineData("\r\n")]
    [InlineData("\r<")]
    [InlineData("\0")]
    [InlineData("a")]
    [InlineData("a b ")]
    [InlineData("<!DOCTYPE x PUBLIC \"\" \"\">")]
    [InlineData("<x", "", ">")]
    public void A_page_of_one_thing_over_and_over_is_read(string unit, string before = "", string after = "")
    {
        var source = Pages.Source(Encoding.UTF8.GetBytes(Many(unit, before, after)));
        var clock = Stopwatch.StartNew();
        var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        var reading = Pages.Reader.Read(source);
        Pages.Reader.Rewrite(source, reading, _ => "y");
        var allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        Assert.InRange(reading.References.Count, 0, 10_000);
        // Wide, for busy machines; what is quadratic takes minutes.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"{clock.Elapsed} for {unit}");
        Assert.True(allocated < 100L << 20, $"{allocated >> 20} MiB for {unit}");
    }

    [Fact]
    public void Ten_thousand_references_are_taken_of_a_page()
    {
        Assert.Null(Pages.Read(string.Concat(Enumerable.Range(0, 10_000).Select(i => $"<a href={i}>"))).Cut);
        var reading = Pages.Read(string.Concat(Enumerable.Range(0, 10_001).Select(i => $"<a href={i}>")));
        Assert.Equal(10_000, reading.References.Count);
        Assert.Equal("more than 10000 references", reading.Cut);
        Assert.Equal(10_000, Pages.Read("<img srcset='" + string.Join(" 1x,", Enumerable.Range(0, 100_000)) + "'>").References.Count);
    }

    [Fact]
    public void Ten_MiB_are_read_of_a_page()
    {
        var reading = Pages.Read("<a href=x>" + new string(' ', 10 << 20) + "<a href=y>");
        Assert.Equal("x", reading.References.Single().Text);
        Assert.Equal("a page of more than 10 MiB", reading.Cut);
    }

    [Fact]
    public void A_text_too_long_for_a_URL_is_passed_over() =>
        Assert.Equal(["y"], Pages.Read($"<a href={new string('x', 100_000)}><a href=y>").References.Select(r => r.Text));
}
