using System.Text;
using static Swarm.TestSupport.Sites.SiteReference;

namespace Swarm.TestSupport.Sites.Construct;

/// <summary>Pages in other encodings: what links say depends on them, and every other byte must stay.</summary>
static class EncodingPages
{
    const string Word = "тест", Path = "/enc/путь.png";

    public static IEnumerable<SiteFile> All()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var (cyrillic, japanese) = (Encoding.GetEncoding("windows-1251"), Encoding.GetEncoding("shift_jis"));
        return
        [
            Cyrillic("/enc/cp1251-header", "text/html; charset=windows-1251", "", Meta("windows-1251")) with { Encoding = cyrillic },
            Cyrillic("/enc/cp1251-meta", "text/html", "<meta charset=windows-1251>") with { Encoding = cyrillic },
            Cyrillic("/enc/cp1251-pragma", "text/html", "<meta http-equiv='content-type' content='text/html; charset=cp1251'>") with { Encoding = cyrillic },
            Cyrillic("/enc/cp1251-both", "text/html; charset=windows-1251", "<meta charset=utf-8>", Meta("windows-1251")) with { Encoding = cyrillic },
            Answer("/enc/find?q=%F2%E5%F1%F2", "in windows-1251"), Answer("/enc/find?q=%D1%82%D0%B5%D1%81%D1%82", "in utf-8"),
            Japanese("/enc/sjis") with { Encoding = japanese },
            SiteFile.Style("/enc/sjis.css", $"@charset \"shift_jis\";\n/* 表 */ .j {{ background: url(\"{Css("/enc/%E8%A1%A8.png", "表.png")}\") }}\n") with { Encoding = japanese },
            Wide("/enc/utf16le") with { Encoding = Encoding.Unicode, HasMark = true },
            Wide("/enc/utf16be") with { Encoding = Encoding.BigEndianUnicode, HasMark = true },
            Utf8("/enc/utf8-mark", "text/html; charset=windows-1251", "<meta charset=shift_jis>") with { HasMark = true },
            Utf8("/enc/utf8-header", "text/html; charset=UTF-8", ""),
            Utf8("/enc/utf8-meta", "text/html", "<meta charset=\"utf-8\">"),
        ];
    }

    /// <summary>What only the server said.</summary>
    static string Meta(string charset) => $"<meta charset=\"{charset}\">";

    static SiteFile Answer(string url, string text) => SiteFile.Page(url, "text/html", $"<!DOCTYPE html><title>found {text}</title>\n");

    static SiteFile Cyrillic(string url, string type, string meta, string said = "") => SiteFile.Page(url, type, $$"""
        <!DOCTYPE html><html><head>{{Said(said)}}{{meta}}<title>{{url}} {{Word}}</title></head>
        <body><p>Привет, мир</p><a href="{{To("/enc/find?q=%F2%E5%F1%F2", "find?q=" + Word)}}">query</a><img src="{{To("/enc/%D0%BF%D1%83%D1%82%D1%8C.png", Path)}}" alt="{{Word}}"></body></html>

        """, $"site.test{url}.html");

    static SiteFile Japanese(string url) => SiteFile.Page(url, "text/html; charset=Shift_JIS", $$"""
        <!DOCTYPE html><html><head>{{Said(Meta("shift_jis"))}}<title>表示 ソ十</title><link rel=stylesheet href="{{To("/enc/sjis.css", "sjis.css")}}"></head>
        <body class=j><p>能ソ表</p><img src="{{To("/enc/%E8%A1%A8.png", "表.png")}}" alt="表"><a href="{{To("/enc/utf8-mark", "utf8-mark#表")}}">次</a></body></html>

        """, $"site.test{url}.html");

    static SiteFile Wide(string url) => SiteFile.Page(url, "text/html", $$"""
        <!DOCTYPE html><html><head><title>{{url}} wide</title></head><body><p>Grüße, 世界</p>
        <img src="{{To("/enc/wide.png", "wide.png")}}"><a href='{{To("/enc/find?q=%D1%82%D0%B5%D1%81%D1%82", "find?q=" + Word)}}'>query</a></body></html>

        """, $"site.test{url}.html");

    static SiteFile Utf8(string url, string type, string meta) => SiteFile.Page(url, type, $$"""
        <!DOCTYPE html><html><head>{{meta}}<title>{{url}} ü</title></head><body><p id="表">Привет</p>
        <img src="{{To("/enc/%D0%BF%D1%83%D1%82%D1%8C.png", "путь.png")}}"><a href="{{To("/enc/find?q=%D1%82%D0%B5%D1%81%D1%82", "find?q=" + Word)}}">query</a></body></html>

        """, $"site.test{url}.html");
}
