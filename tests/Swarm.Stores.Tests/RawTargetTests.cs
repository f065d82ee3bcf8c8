using Swarm.Domain;

namespace Swarm.Stores.Tests;

public sealed class RawTargetTests
{
    static readonly WebUrl Site = WebUrl.Parse("http://user:word@127.0.0.1:9000/base");

    [Theory]
    [InlineData("/b/../a", "/b/../a", "")]
    [InlineData("/b//%2E%2E/.?list-type=2&prefix=%2E", "/b//%2E%2E/.", "?list-type=2&prefix=%2E")]
    public void A_target_is_taken_byte_for_byte(string target, string path, string query)
    {
        var url = Site.WithTarget(target);
        Assert.Equal("http://127.0.0.1:9000" + target, url.Href);
        Assert.Equal((path, query, null), (url.Path.ToString(), url.Query.ToString(), url.UserInfo));
    }

    [Theory]
    [InlineData("b")]
    [InlineData("/a b")]
    [InlineData("/ä")]
    [InlineData("/a#b")]
    [InlineData("/a\r\nHost: b")]
    public void What_is_not_encoded_is_refused(string target) => Assert.Throws<FormatException>(() => Site.WithTarget(target));
}
