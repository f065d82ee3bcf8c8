using Swarm.Domain.Crawling;

namespace Swarm.Domain.Tests.Crawling;

public class RelativeReferenceTests
{
    [Theory]
    [InlineData("x.org/a.html", "x.org/b.html", "b.html")]
    [InlineData("x.org/a.html", "x.org/a.html", "a.html")]
    [InlineData("x.org/a.html", "x.org/s/b.css", "s/b.css")]
    [InlineData("x.org/d/e/a.html", "x.org/d/b.html", "../b.html")]
    [InlineData("x.org/d/e/a.html", "y.org/b.html", "../../../y.org/b.html")]
    [InlineData("x.org/da/a.html", "x.org/db/b.html", "../db/b.html")]
    [InlineData("x.org/d/a.html", "x.org/d.html", "../d.html")]
    [InlineData("a.html", "b.html", "b.html")]
    [InlineData("x.org/a", "x.org/100%25.html", "100%2525.html")]
    [InlineData("x.org/a", "x.org/a#b.html", "a%23b.html")]
    [InlineData("x.org/a", "x.org/p^a=1&b=2.html", "p%5Ea=1%26b=2.html")]
    [InlineData("x.org/a", "x.org/ a 'b\" (c),.html", "%20a%20%27b%22%20%28c%29%2C.html")]
    [InlineData("x.org/a", "x.org/日é💩.html", "%E6%97%A5%C3%A9%F0%9F%92%A9.html")]
    [InlineData("x.org/a", "x.org/http:b", "http%3Ab")]
    [InlineData("x.org/a", "x.org/%2E%2E/.%2E", "%252E%252E/.%252E")]
    [InlineData("x.org/a", "x.org/a\\b?c", "a%5Cb%3Fc")]
    public void A_reference_leads_from_one_file_to_the_other(string from, string to, string reference)
    {
        Assert.Equal(reference, RelativeReference.From(from, to));
        var found = WebUrl.Parse("http://tree/" + string.Join('/', from.Split('/').Select(Uri.EscapeDataString))).Resolve(reference)!;
        Assert.Equal("/" + to, Uri.UnescapeDataString(found.Target.ToString()));
    }
}
