using Swarm.Domain.Naming;

namespace Swarm.Domain.Tests.Naming;

public class SeedNamerTests
{
    /// <summary>Text, what the seed makes of it, and where that ends up when contained.</summary>
    public static TheoryData<string, string, string> Vectors => new()
    {
        { "https://httpbin.org", "httpbin.org/index", "httpbin.org/index" },
        { "https://httpbin.org/drip?duration=5&numbytes=5&code=200", "httpbin.org/drip_duration_5-numbytes_5-code_200", "httpbin.org/drip_duration_5-numbytes_5-code_200" },
        { "http://test.example.com/admin/Servlet;jsessionid=01A2B3C4D5E6F7GH", "test.example.com/admin/Servlet(jsessionid_01A2B3C4D5E6F7GH)", "test.example.com/admin/Servlet(jsessionid_01A2B3C4D5E6F7GH)" },
        { "http://test.example.com/get-some-data", "test.example.com/get-some-data", "test.example.com/get-some-data" },
        { "https://httpbin.org/links/0", "httpbin.org/links/0", "httpbin.org/links/0" },
        { "https://httpbin.org/", "httpbin.org/", "httpbin.org/index" },
        { "https://httpbin.org?x=1", "httpbin.org/index_x_1", "httpbin.org/index_x_1" },
        { "https://httpbin.org/?x=1", "httpbin.org/_x_1", "httpbin.org/_x_1" },
        { "https://httpbin.org/links/0/", "httpbin.org/links/0/", "httpbin.org/links/0/index" },
        { "http://test.example.com/a;p=1/b;q=2?z=3", "test.example.com/a-p_1/b(q_2)_z_3", "test.example.com/a-p_1/b(q_2)_z_3" },
        { "http://test.example.com/;p", "test.example.com/(p)", "test.example.com/(p)" },
        { "http://test.example.com/a//b", "test.example.com/a//b", "test.example.com/a/b" },
        { "http://test.example.com/a/./b", "test.example.com/a/./b", "test.example.com/a/b" },
        { "http://test.example.com/a/../b", "test.example.com/a/../b", "test.example.com/a/b" },
        { "http://test.example.com/../../etc/passwd", "test.example.com/../../etc/passwd", "test.example.com/etc/passwd" },
        { "http://test.example.com/a%20b/c%2Fd.txt", "test.example.com/a20b/c2Fd.txt", "test.example.com/a20b/c2Fd.txt" },
        { "http://test.example.com/%E6%97%A5.txt", "test.example.com/E697A5.txt", "test.example.com/E697A5.txt" },
        { "http://test.example.com/日本.txt", "test.example.com/.txt", "test.example.com/.txt" },
        { "http://test.example.com/straße.txt", "test.example.com/strae.txt", "test.example.com/strae.txt" },
        { "http://test.example.com/\uFB01le.txt", "test.example.com/file.txt", "test.example.com/file.txt" },
        { "http://user:pw@test.example.com:8080/x.bin", "user:pw@test.example.com:8080/x.bin", "test.example.com%3A8080/x.bin" },
        { "http://[::1]:8080/x.bin", "[::1]:8080/x.bin", "[%3A%3A1]%3A8080/x.bin" },
        { "http://TEST.example.com/X.bin", "TEST.example.com/X.bin", "TEST.example.com/X.bin" },
        { "http://test.example.com/x.bin?a=1#frag", "test.example.com/x.bin_a_1", "test.example.com/x.bin_a_1" },
        { "http://test.example.com/x.bin?", "test.example.com/x.bin", "test.example.com/x.bin" },
        { "http://test.example.com/x.bin?a=b&c=d,e;f=g", "test.example.com/x.bin_a_b-c_d.e-f_g", "test.example.com/x.bin_a_b-c_d.e-f_g" },
        { "http://test.example.com/x.bin?url=http://o.example/y?z", "test.example.com/x.bin_url_httpo.exampleyz", "test.example.com/x.bin_url_httpo.exampleyz" },
        { "http://test.example.com/a:b*c?\"d<e>f|g", "test.example.com/abc_defg", "test.example.com/abc_defg" },
        { "http://test.example.com/a+b~c@d!e$f'g", "test.example.com/abcdefg", "test.example.com/abcdefg" },
        { "http://test.example.com/file.tar.gz?v=1", "test.example.com/file.tar.gz_v_1", "test.example.com/file.tar.gz_v_1" },
        { "http://test.example.com/a?q=%C3%A9", "test.example.com/a_q_C3A9", "test.example.com/a_q_C3A9" },
        { "http://test.example.com/CON", "test.example.com/CON", "test.example.com/%43ON" },
        { "not a url", "/index", "index" },
        { "mailto:x@y", "/index", "index" },
        { "/just/path", "/just/path", "just/path" },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void The_transformation_is_the_seeds_to_the_letter(string url, string path, string contained)
    {
        Assert.Equal(path, SeedTransform.Path(url));
        Assert.Equal(contained, SeedNamer.Contain(path, url));
        Assert.Null(PortableRules.Fault(contained));
    }

    [Fact]
    public void Names_are_cleaned_as_the_seed_cleans_them() => Assert.Equal("francais.txt", SeedTransform.Clean("français.txt"));

    [Theory]
    [InlineData("https://u:p@httpbin.org", "httpbin.org/index")]
    [InlineData("https://httpbin.org/drip?duration=5&numbytes=5&code=200", "httpbin.org/drip_duration_5-numbytes_5-code_200")]
    [InlineData("http://test.example.com/a/../b%20c;x=1", "test.example.com/b20c(x_1)")]
    [InlineData("http://test.example.com/...", "test.example.com/..%2E")]
    [InlineData("http://test.example.com/.~./x", "test.example.com/x")]
    public void URLs_are_named_by_what_goes_on_the_wire(string url, string path) =>
        Assert.Equal(path, new SeedNamer().Propose(new Bundle(WebUrl.Parse(url)), 1, null).Path);
}
