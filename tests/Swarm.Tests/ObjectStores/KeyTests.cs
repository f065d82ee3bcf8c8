using Swarm.ObjectStores;
using Swarm.Domain;

namespace Swarm.Tests.ObjectStores;

/// <summary>What patterns and prefixes mean.</summary>
public class KeyTests
{
    [Theory]
    [InlineData("a/*.gz", "a/b.gz", true)]
    [InlineData("a/*.gz", "a/b/c.gz", false)]
    [InlineData("a/**.gz", "a/b/c.gz", true)]
    [InlineData("**/x", "a/b/x", true)]
    [InlineData("a/*", "a/", true)]
    [InlineData("a/*/c", "a/b/c", true)]
    [InlineData("a/*/c", "a/b/b/c", false)]
    [InlineData("*a*b", "xaxaxb", true)]
    [InlineData("**a/*b", "x/y/a/zb", true)]
    [InlineData("a?b", "a?b", true)]
    [InlineData("a?b", "axb", false)]
    [InlineData("[a]*", "[a]b", true)]
    [InlineData("*", "", true)]
    [InlineData("a", "ab", false)]
    public void A_star_stops_at_slashes_and_two_do_not(string pattern, string key, bool matches) => Assert.Equal(matches, new KeyPattern(pattern).Matches(key));

    [Theory]
    [InlineData("p", true, "p/", "p/")]
    [InlineData("p/q", true, "p/q/", "p/q/")]
    [InlineData("", true, "", "")]
    [InlineData("p/a*", false, "p/a", "p/")]
    [InlineData("p/a", false, "p/a", "p/")]
    public void Keys_are_relative_to_what_they_have_in_common(string key, bool recursive, string prefix, string folder)
    {
        var selection = new Selection(new StoreAddress(StoreKind.S3, "b", key), recursive);
        Assert.Equal((prefix, folder), (selection.Prefix, selection.Folder));
    }

    [Theory]
    [InlineData("s3://b/k?x#y", typeof(Place.Stored))]
    [InlineData("gs://b", typeof(Place.Stored))]
    [InlineData("https://example.org/a", typeof(Place.Web))]
    [InlineData("-", typeof(Place.Standard))]
    [InlineData("./s3://b", typeof(Place.Local))]
    [InlineData("C:\\x", typeof(Place.Local))]
    public void A_place_is_what_it_is_written_as(string text, Type kind) => Assert.IsType(kind, Place.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("s3://")]
    [InlineData("ftp://example.org/x")]
    public void What_is_no_place_is_refused(string text) => Assert.Throws<FormatException>(() => Place.Parse(text));
}
