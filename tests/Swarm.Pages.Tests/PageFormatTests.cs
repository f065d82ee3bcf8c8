using Swarm.Domain.Crawling;

namespace Swarm.Pages.Tests;

public sealed class PageFormatTests
{
    [Theory]
    [InlineData("text/html; charset=utf-8", "a.png", PageFormat.Html)]
    [InlineData("TEXT/CSS", "a", PageFormat.Css)]
    [InlineData("image/png", "a.html", PageFormat.None)]
    [InlineData(null, "a/b.HTM", PageFormat.Html)]
    [InlineData("application/gzip", "sitemap.xml.gz", PageFormat.Feed)]
    [InlineData("text/plain", "robots", PageFormat.None)]
    public void The_type_tells_the_format_and_the_name_where_there_is_none(string? type, string path, PageFormat format) =>
        Assert.Equal(format, PageFormats.Of(type, path));
}
