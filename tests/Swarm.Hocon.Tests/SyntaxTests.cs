using System.Text.Json;

namespace Swarm.Hocon.Tests;

public class SyntaxTests
{
    [Theory]
    [InlineData("a : \"\"\"x\\n\"y\"\"\"\"", """{"a":"x\\n\"y\""}""")]
    [InlineData("a = \"\\u00e9\\t\\\"\\/\\uD83D\\uDE00\"", "{\"a\":\"é\\t\\\"/😀\"}")]
    [InlineData("a.b c.\"d.e\" = 1", """{"a":{"b c":{"d.e":1}}}""")]
    [InlineData("10.0foo = 1, 3.14 : 2, foo\"10.0\" = 3, true = 4", """{"10":{"0foo":1},"3":{"14":2},"foo10.0":3,"true":4}""")]
    [InlineData(" a . b = 1", """{"a ":{" b":1}}""")]
    [InlineData("\"\".\"\" = 1", """{"":{"":1}}""")]
    [InlineData("a = 1.0, b = 1e+3, c = 007, d = .5, e = -, f = 1., g = -0.0E-1", """{"a":1.0,"b":1e3,"c":"007","d":".5","e":"-","f":"1.","g":-0.0}""")]
    [InlineData("a = truefoo, b = true foo, c = true, d = nulls", """{"a":"truefoo","b":"true foo","c":true,"d":"nulls"}""")]
    [InlineData("a = x/y//z", """{"a":"x/y"}""")]
    [InlineData("a : b # c\n// d\nb : \"#\" // e", """{"a":"b","b":"#"}""")]
    [InlineData("a\u00A0=\u2007x\u202Fy\u3000\u2028,b=1\u001C", "{\"a\":\"x\\u202Fy\",\"b\":1}")]
    [InlineData("\uFEFFa=1", """{"a":1}""")]
    [InlineData("{a:[1\n2,\n3,]\n,b {c=d}}", """{"a":[1,2,3],"b":{"c":"d"}}""")]
    [InlineData("[ [1, 2] [3, 4] ]", "[[1,2,3,4]]")]
    [InlineData("[ [1, 2]\n[3, 4] ]", "[[1,2],[3,4]]")]
    [InlineData("[ {b=c} {x=y}, a \"b\" c ]", """[{"b":"c","x":"y"},"a b c"]""")]
    [InlineData("includes = 1, include-me = 2, \"include\" = 3, foo include = 4", """{"includes":1,"include-me":2,"include":3,"foo include":4}""")]
    [InlineData("a { b = 1\r\n c = 2\r\n}\r\n", """{"a":{"b":1,"c":2}}""")]
    public void Reads(string text, string expected)
    {
        using var json = JsonDocument.Parse(expected);
        JsonCompare.AssertEqual(json.RootElement, HoconDocument.ParseText(text).ResolveValue());
    }

    [Theory]
    [InlineData("a = 1\n}", "t:2:1: expected the end of the text, got '}'")]
    [InlineData("a {\n  b = 1\n", "t:3:1: expected '}' for the '{' at t:1:3, got the end of the text")]
    [InlineData("a = [1, 2", "t:1:10: expected ',' or ']' for the '[' at t:1:5, got the end of the text")]
    [InlineData("a = [1,,2]", "t:1:8: expected a value, got ','")]
    [InlineData("a = 1,, b = 2", "t:1:7: expected a key or path, got ','")]
    [InlineData("a =\n", "t:2:1: expected a value, got the end of the text")]
    [InlineData("swarm delay\n", "t:2:1: expected ':', '=' or '{' after the key '\"swarm delay\"', got the end of the text")]
    [InlineData("a = \"x\nb = 2", "t:1:7: a quoted string must end on its line (use \"\"\" for several lines)")]
    [InlineData("a = \"x", "t:1:5: this quoted string is not closed")]
    [InlineData("a = \"\"\"x", "t:1:5: this \"\"\" string is not closed")]
    [InlineData("a = \"\\q\"", "t:1:6: a backslash must be followed by one of \" \\ / b f n r t u")]
    [InlineData("a = \"\\u12g4\"", "t:1:6: \\u needs four hexadecimal digits")]
    [InlineData("a = \"\u0001\"", "t:1:6: the control character U+0001 must be escaped in a quoted string")]
    [InlineData("a = $x", "t:1:5: '$' must be followed by '{' (or be quoted)")]
    [InlineData("a = ${x", "t:1:8: expected '}' to close the substitution at t:1:5, got the end of the text")]
    [InlineData("a = ${x\n}", "t:1:8: expected '}' to close the substitution at t:1:5, got the end of the line")]
    [InlineData("a..b = 1", "t:1:3: a path must not start or end with '.' nor hold '..' (quote an empty name: \"\")")]
    [InlineData("a = b@c", "t:1:6: expected ',' or a new line before the next field, got '@' (quote it)")]
    [InlineData("a = b c = d", "t:1:9: expected ',' or a new line before the next field, got '='")]
    [InlineData("a = abc {x=y}", "t:1:9: a string can't be joined with an object or array on the same line")]
    [InlineData("a = [1] 2", "t:1:9: a string can't be joined with an object or array on the same line")]
    [InlineData("a = \"\"\"x\ny\"\"\" ]", "t:2:6: expected ',' or a new line before the next field, got ']'")]
    [InlineData("a = \u0007,\n b = 1]", "t:2:7: expected ',' or a new line before the next field, got ']'")]
    [InlineData("include foo", "t:1:9: include needs a quoted file name, file(\"…\") or required(…), got 'f'")]
    [InlineData("include url(\"http://x/y\")", "t:1:9: include url(…) is not supported: only files can be included")]
    [InlineData("include \"http://x/y.conf\"", "t:1:1: URLs can't be included")]
    [InlineData("include required(\"x.conf\"", "t:1:26: expected ')' after the included name, got the end of the text")]
    [InlineData("include required(file(\"x.conf\"))", "t:1:1: the required file 'x.conf' does not exist")]
    public void Says_where_and_what_is_wrong(string text, string message)
    {
        var fault = Assert.Throws<HoconException>(() => HoconDocument.ParseText(text, "t"));
        Assert.Equal(message, fault.Message);
        Assert.Equal("t", fault.Origins[0].Source);
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a.b", "a|b")]
    [InlineData("\"a.b\"", "a.b")]
    [InlineData(" a .b", "a |b")]
    [InlineData(" a  b", "a  b")]
    [InlineData("a.\"b.c\".d", "a|b.c|d")]
    [InlineData("3.14.159", "3|14|159")]
    [InlineData("a.\"\".b", "a||b")]
    [InlineData("-10", "-10")]
    public void A_path_expression_finds_its_elements(string path, string elements)
    {
        var text = string.Concat(elements.Split('|').Select(e => $"{{\"{e}\":")) + "7" + new string('}', elements.Split('|').Length);
        Assert.Equal(7, HoconDocument.ParseText(text).Resolve().GetInt(path));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a.")]
    [InlineData(".b")]
    [InlineData("a..b")]
    [InlineData("a${b}c")]
    [InlineData("\"\".")]
    [InlineData("a\nb")]
    [InlineData("a=b")]
    public void A_wrong_path_expression_is_refused(string path) =>
        Assert.Throws<HoconException>(() => HoconDocument.ParseText("a=1").Resolve().TryGet(path, out _));
}
