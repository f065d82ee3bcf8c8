namespace Swarm.Hocon.Tests.Specification;

/// <summary>HOCON.md from "Unchanged from JSON" to "Duplicate keys and object merging".</summary>
public class TextSpecs
{
    [Theory]
    [InlineData("a=1 // x # y\nb=2 # x // y", """{"a":1,"b":2}""")]
    [InlineData("// x\n# y\n\na=1", """{"a":1}""")]
    [InlineData("a=\"// x # y\"", """{"a":"// x # y"}""")]
    [InlineData("a=\"\"\"# x\n// y\"\"\"", """{"a":"# x\n// y"}""")]
    [InlineData("a#x\n=#y\n1#z", """{"a":1}""")]
    [InlineData("a//x\n{//y\nb:1}//z", """{"a":{"b":1}}""")]
    [InlineData("[1,#x\n2//y\n,3#]\n]", "[1,2,3]")]
    [InlineData("a=/b, c=/ /, d=x/y/", """{"a":"/b","c":"/ /","d":"x/y/"}""")]
    [InlineData("a=x//y\n", """{"a":"x"}""")]
    [InlineData("a.b//c\n=1", """{"a":{"b":1}}""")]
    public void Comments(string text, string json) => Read.AssertMeans(json, text);

    [Theory]
    [InlineData("", "{}")]
    [InlineData("# nothing", "{}")]
    [InlineData("{}", "{}")]
    [InlineData("[]", "[]")]
    [InlineData(" \n { \"a\" : 1 } \n ", """{"a":1}""")]
    [InlineData("a=1", """{"a":1}""")]
    [InlineData("a=1,", """{"a":1}""")]
    public void Root_braces_may_be_omitted(string text, string json) => Read.AssertMeans(json, text);

    [Theory]
    [InlineData("a=1}")]
    [InlineData("{a=1")]
    [InlineData("{a=1}}")]
    [InlineData("{a=1} b=2")]
    [InlineData("{} {}")]
    [InlineData("[1")]
    [InlineData("1]")]
    [InlineData("[1] [2]")]
    [InlineData("[1],")]
    [InlineData("\"a\"")]
    [InlineData("a")]
    [InlineData("42")]
    [InlineData("${a}")]
    [InlineData("{a={b=1}")]
    [InlineData("{a=[1}]")]
    public void Brackets_are_balanced_and_the_root_is_an_object_or_array(string text) => Read.AssertNoHocon(text);

    [Theory]
    [InlineData("a=1,b:2", """{"a":1,"b":2}""")]
    [InlineData("a {b=1}", """{"a":{"b":1}}""")]
    [InlineData("\"a\"{}", """{"a":{}}""")]
    [InlineData("a\n{\n}", """{"a":{}}""")]
    [InlineData("a\n=\n1", """{"a":1}""")]
    [InlineData("a = {} {b=1}", """{"a":{"b":1}}""")]
    [InlineData("a {} {b=1}", """{"a":{"b":1}}""")]
    public void Separators(string text, string json) => Read.AssertMeans(json, text);

    [Theory]
    [InlineData("a [1]")]
    [InlineData("a 1")]
    [InlineData("a == 1")]
    [InlineData("a := 1")]
    [InlineData("a + = 1")]
    [InlineData("= 1")]
    [InlineData("a = , b = 1")]
    [InlineData("a = # nothing")]
    [InlineData("{a:}")]
    [InlineData("{a=1 b=2}")]
    [InlineData("{\"a\":\"1\" \"b\":\"2\"}")]
    public void Every_key_has_one_separator_and_a_value(string text) => Read.AssertNoHocon(text);

    [Theory]
    [InlineData("[1,2,3,]", "[1,2,3]")]
    [InlineData("[1\n2\n3]", "[1,2,3]")]
    [InlineData("[1\n,\n2\n\n3\n,]", "[1,2,3]")]
    [InlineData("{a=1,}", """{"a":1}""")]
    [InlineData("a=1\n\n b=2\n,\nc=3", """{"a":1,"b":2,"c":3}""")]
    [InlineData("{\na=1,b=2\n,c=3\n}", """{"a":1,"b":2,"c":3}""")]
    public void Commas_may_be_newlines(string text, string json) => Read.AssertMeans(json, text);

    [Theory]
    [InlineData("[1,2,3,,]")]
    [InlineData("[,1,2,3]")]
    [InlineData("[1,,2,3]")]
    [InlineData("[1\n,\n,2]")]
    [InlineData("[,]")]
    [InlineData("[\n,1]")]
    [InlineData("{a=1,,}")]
    [InlineData("{,a=1}")]
    [InlineData("{a=1,,b=2}")]
    [InlineData("{a=1,\n,b=2}")]
    [InlineData("{,}")]
    [InlineData(",a=1")]
    public void No_comma_stands_before_the_first_or_beside_another(string text) => Read.AssertNoHocon(text);

    public static TheoryData<int> Whitespace =>
    [
        0x09, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x1F, 0x20, 0xA0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006,
        0x2007, 0x2008, 0x2009, 0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF,
    ];

    [Theory]
    [MemberData(nameof(Whitespace))]
    public void Whitespace_is_what_unicode_says_and_more_and_only_lf_is_a_newline(int code)
    {
        var w = (char)code;
        Read.AssertMeans("""{"a":1,"b":[1,2],"c":{}}""", $"{w}a{w}={w}1{w}\n{w}b{w}:{w}[{w}1{w},{w}2{w}]{w},{w}c{w}{{{w}}}{w}");
        Assert.Equal($"x{w}y", Read.Object($"a={w}x{w}y{w}").GetString("a"));
        Assert.Equal($"x{w}y", Read.Object($"a={w}\"x\"{w}y{w}").GetString("a"));
        Assert.Equal(1, Read.Object($"{w}a{w}b{w}=1")[$"a{w}b"].AsInt());
        Read.AssertMeans("""{"a":1,"b":1}""", $"a=1\nb=${{{w}a{w}}}");
        Read.AssertMeans("""{"a":[1,2]}""", $"a=[1]{w}[2]");
        Read.AssertNoHocon($"a=1{w}b=2");
        Read.AssertNoHocon($"[1]{w}2");
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0x07)]
    [InlineData(0x7F)]
    [InlineData(0x85)]
    [InlineData(0x200B)]
    [InlineData(0x180E)]
    [InlineData(0xFFFD)]
    [InlineData(0xD800)]
    public void Other_characters_are_text(int code)
    {
        var c = (char)code;
        Assert.Equal($"{c}x{c}", Read.Object($"a={c}x{c}").GetString("a"));
    }

    [Theory]
    [InlineData("{a:1,a:2}", """{"a":2}""")]
    [InlineData("{a:{x:1,y:2},a:{x:3,z:4}}", """{"a":{"x":3,"y":2,"z":4}}""")]
    [InlineData("{a:{b:{x:1,y:[1]}},a:{b:{y:[2],z:4}}}", """{"a":{"b":{"x":1,"y":[2],"z":4}}}""")]
    [InlineData("{foo:{a:42},foo:null,foo:{b:43}}", """{"foo":{"b":43}}""")]
    [InlineData("{foo:{a:42},foo:7,foo:{b:43}}", """{"foo":{"b":43}}""")]
    [InlineData("{foo:{a:42},foo:[1],foo:{b:43}}", """{"foo":{"b":43}}""")]
    [InlineData("a.x:42,a.y:43", """{"a":{"x":42,"y":43}}""")]
    [InlineData("a=1,a={b=2},a=3", """{"a":3}""")]
    [InlineData("a={b=1},a.b.c=2", """{"a":{"b":{"c":2}}}""")]
    public void Later_keys_override_and_objects_merge(string text, string json) => Read.AssertMeans(json, text);

    [Theory]
    [InlineData("a={x=1}", "a={y=2}")]
    [InlineData("a=1", "a={b=42}")]
    [InlineData("a={b=42}", "a=2", "a={b=43,c=44}")]
    [InlineData("a={b=${f}}", "a=2", "a={b=${d},c=${e}},d=43,e=44,f=42")]
    [InlineData("a=${b},b=1", "a={b=42}", "a=${c},c=2")]
    [InlineData("a={x=1,z=4},c=${a}", "b={y=2,z=5},c=${b}")]
    [InlineData("j={x=1}", "b={y=2},j=${b}", "c={z=3},j=${c}", "j.w=4")]
    [InlineData("a += 4", "a += 3", "a = [2]", "a = [1]")]
    public void Merging_documents_is_associative_and_works_like_duplicate_keys(params string[] texts)
    {
        var documents = Array.ConvertAll(texts, t => HoconDocument.ParseText(t));
        var left = documents.Aggregate((a, b) => a.WithFallback(b)).Resolve().ToString();
        var right = documents.Reverse().Aggregate((a, b) => b.WithFallback(a)).Resolve().ToString();
        Assert.Equal(left, right);
        Assert.Equal(HoconDocument.ParseText(string.Join('\n', texts.Reverse())).Resolve().ToString(), left);
    }
}
