using System.Text;

namespace Swarm.Domain.Tests.Urls;

public class QueryEncodingTests
{
    static readonly WebUrl s_base = WebUrl.Parse("https://x.org/a/b?old=%C3%A9");

    static Encoding Named(string name) => name switch
    {
        "utf-8" => Encoding.UTF8,
        _ => CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name),
    };

    [Theory]
    [InlineData("utf-8", "?é", "https://x.org/a/b?%C3%A9")]
    [InlineData("utf-16", "?é", "https://x.org/a/b?%C3%A9")]
    [InlineData("iso-8859-1", "?é", "https://x.org/a/b?%E9")]
    [InlineData("windows-1252", "é?é=€&x=\"'<>y#é", "https://x.org/a/%C3%A9?%E9=%80&x=%22%27%3C%3Ey")]
    [InlineData("windows-1252", "?日本=💩", "https://x.org/a/b?%26%2326085%3B%26%2326412%3B=%26%23128169%3B")]
    [InlineData("windows-1252", "?Ａ≤ā", "https://x.org/a/b?%26%2365313%3B%26%238804%3B%26%23257%3B")]
    [InlineData("windows-1251", "//ж.example/ж?ж", "https://xn--f1a.example/%D0%B6?%E6")]
    [InlineData("shift_jis", "?表示=1", "https://x.org/a/b?%95\\%8E%A6=1")]
    [InlineData("gb18030", "?中ā", "https://x.org/a/b?%D6%D0%A8%A1")]
    [InlineData("big5", "?功", "https://x.org/a/b?%A5\\")]
    [InlineData("euc-kr", "?한 글", "https://x.org/a/b?%C7%D1%20%B1%DB")]
    [InlineData("iso-2022-jp", "?日本a", "https://x.org/a/b?%1B$BF|K\\%1B(Ba")]
    [InlineData("windows-1252", " é\t?\n\u0001é\r\n ", "https://x.org/a/%C3%A9?%01%E9")]
    [InlineData("windows-1252", "#?é", "https://x.org/a/b?old=%C3%A9")]
    [InlineData("windows-1252", "é", "https://x.org/a/%C3%A9")]
    [InlineData("windows-1252", "HTTPS:é?a?é", "https://x.org/a/%C3%A9?a?%E9")]
    [InlineData("windows-1252", "?%C3é%", "https://x.org/a/b?%C3%E9%")]
    [InlineData("windows-1252", "mailto:x?é", null)]
    public void The_query_goes_out_in_the_documents_encoding(string encoding, string reference, string? href) =>
        Assert.Equal(href, s_base.Resolve(reference, Named(encoding))?.Href);

    [Fact]
    public void A_lone_surrogate_is_a_replacement_character_and_the_encoding_given_stays_as_it_was()
    {
        var latin = Encoding.Latin1;
        Assert.Equal("https://x.org/a/b?%26%2365533%3Bx", s_base.Resolve("?\ud800x", latin)!.Href);
        Assert.Equal("?"u8, latin.GetBytes("日"));
    }

    [Fact]
    public void What_grows_beyond_8000_characters_is_no_URL()
    {
        Assert.Null(s_base.Resolve("?" + new string('日', 7000), Encoding.Latin1));
        Assert.Null(s_base.Resolve("?" + new string('日', 9_000_000), Encoding.Latin1));
    }
}
