using System.Text.Json;

namespace Swarm.Hocon.Tests;

public class SubstitutionTests
{
    static readonly Dictionary<string, string> Environment = new()
    {
        ["HOME"] = "/home/me", ["EMPTY"] = "", ["LIST_0"] = "x", ["LIST_1"] = "y", ["PORT"] = "80",
    };

    [Theory]
    // forward, chains, members
    [InlineData("a=1, b=${a}, a=2", """{"a":2,"b":2}""")]
    [InlineData("foo=${bar}, bar=${a.b.c}, a.b.c=57", """{"foo":57,"bar":57,"a":{"b":{"c":57}}}""")]
    [InlineData("foo=${a.b.c}, a={b={c=42, cycle=${foo}}, cycle=${foo}}", """{"foo":42,"a":{"b":{"c":42,"cycle":42},"cycle":42}}""")]
    [InlineData("bar={foo=42, baz=${bar.foo}}", """{"bar":{"foo":42,"baz":42}}""")]
    [InlineData("bar={foo=42, baz=${bar.foo}}, bar={foo=43}", """{"bar":{"foo":43,"baz":43}}""")]
    [InlineData("bar=101, bar={foo=42, baz=${bar.foo}}", """{"bar":{"foo":42,"baz":42}}""")]
    [InlineData("x=0, bar=[${x}, 1], bar={foo=42, baz=${bar.foo}}", """{"x":0,"bar":{"foo":42,"baz":42}}""")]
    [InlineData("bar={a=${foo.d}, b=1}, bar.b=3, foo={c=${bar.b}, d=2}, foo.d=4", """{"bar":{"a":4,"b":3},"foo":{"c":3,"d":4}}""")]
    [InlineData("x={y=1}, x.z=${x.y}", """{"x":{"y":1,"z":1}}""")]
    // optional
    [InlineData("a=${?no}, b=${?a}, c=[${?no}, 1, ${?also.no}]", """{"c":[1]}""")]
    [InlineData("a=42, a=${?no}", """{"a":42}""")]
    [InlineData("here=43, a={b=42}, a=${?here}", """{"here":43,"a":43}""")]
    [InlineData("a=${?no}${?nor}", "{}")]
    [InlineData("a=${?no} ${?nor}", """{"a":" "}""")]
    [InlineData("a=\"\"${?no}", """{"a":""}""")]
    [InlineData("a=foo${?no}, b=[1] ${?no}, c={x=1} ${?no}", """{"a":"foo","b":[1],"c":{"x":1}}""")]
    // self-reference and look-back
    [InlineData("a=1, a=${a}", """{"a":1}""")]
    [InlineData("a=1, a=${a}, a=${a}, a=${a}", """{"a":1}""")]
    [InlineData("a=1, a=${a}x, a=${a}y, a=${a}z", """{"a":"1xyz"}""")]
    [InlineData("a.b.c=1, a.b.c=${a.b.c}2", """{"a":{"b":{"c":"12"}}}""")]
    [InlineData("a=${?a}", "{}")]
    [InlineData("a=${?a}foo", """{"a":"foo"}""")]
    [InlineData("a=1, a=${?a}foo${?a}", """{"a":"1foo1"}""")]
    [InlineData("a=${?b}foo, b=${?a}", """{"a":"foo","b":"foo"}""")]
    [InlineData("a=1, b=${a}, a=${b}", """{"a":1,"b":1}""")]
    [InlineData("b=${a}, a=1, a=${b}", """{"a":1,"b":1}""")]
    [InlineData("a=1, b=${c}, c=${a}, a=${b}", """{"a":1,"b":1,"c":1}""")]
    [InlineData("a=1, b=2, a=${b}, b=${a}", """{"a":1,"b":1}""")]
    [InlineData("a=${no}, a=42", """{"a":42}""")]
    [InlineData("a=${a}, a=42", """{"a":42}""")]
    [InlineData("a={b=5}, a=${a}, a={c=6}", """{"a":{"b":5,"c":6}}""")]
    [InlineData("foo={a={c=1}}, foo=${foo.a}, foo={a=2}", """{"foo":{"a":2,"c":1}}""")]
    [InlineData("a={b={c=5}}, a={x=${a.b}}, a={b=2}", """{"a":{"b":2,"x":2}}""")]
    [InlineData("path=[ /bin ], path=${path} [ /usr/bin ]", """{"path":["/bin","/usr/bin"]}""")]
    // objects as prototypes
    [InlineData("d={a=1, b=2}, i=${d}, i.b=3, j=${i.b}", """{"d":{"a":1,"b":2},"i":{"a":1,"b":3},"j":3}""")]
    [InlineData("d={a=1, b=2}, i=${d}, i.b={c=43}, j=${i.b}", """{"d":{"a":1,"b":2},"i":{"a":1,"b":{"c":43}},"j":{"c":43}}""")]
    [InlineData("i.b.c=100, d={a=${i.b.c}, b=2}, i=${d}, i.b={c=43}", """{"i":{"a":100,"b":{"c":43}},"d":{"a":100,"b":2}}""")]
    [InlineData("d={a=${i.b}, b=2}, i.b=7, i=${d}, j=${i.b}", """{"d":{"a":7,"b":2},"i":{"a":7,"b":2},"j":2}""")]
    [InlineData("d={a=1}, i=${d}, i.c=${j.d}, i.x=${j.y}, j=${d}, j.d=${i.a}, j.y=15",
        """{"d":{"a":1},"i":{"a":1,"c":1,"x":15},"j":{"a":1,"d":1,"y":15}}""")]
    [InlineData("base={a=1}, x=${base} {b=2, c=${x.b}}", """{"base":{"a":1},"x":{"a":1,"b":2,"c":2}}""")]
    [InlineData("foo=${bar}, foo={z=5}, bar={q=${foo.z}}", """{"foo":{"q":5,"z":5},"bar":{"q":5}}""")]
    [InlineData("d={x=[]}, c=${d}, c={x=${c.x}[1], x=${c.x}[2]}", """{"d":{"x":[]},"c":{"x":[1,2]}}""")]
    [InlineData("r={d.x=[]}, q=${r}, q={d={x=[]}, c=${q.d}, c={x=${q.c.x}[1], x=${q.c.x}[2]}}",
        """{"r":{"d":{"x":[]}},"q":{"d":{"x":[]},"c":{"x":[1,2]}}}""")]
    // +=
    [InlineData("a+=1, a+=2, a+=3", """{"a":[1,2,3]}""")]
    [InlineData("a=[1], a+=2", """{"a":[1,2]}""")]
    [InlineData("a=${x}, a+=${y}, x=[1], y=2", """{"a":[1,2],"x":[1],"y":2}""")]
    [InlineData("a=[1], a+=${a}", """{"a":[1,[1]]}""")]
    [InlineData("d={x=[0]}, c=${d}, c={x+=1, x+=2}", """{"d":{"x":[0]},"c":{"x":[0,1,2]}}""")]
    [InlineData("x=[{a+=1, a+=2}]", """{"x":[{"a":[1,2]}]}""")]
    [InlineData("x+={a+=1, a+=2}, x+={b=3}", """{"x":[{"a":[1,2]},{"b":3}]}""")]
    // concatenation
    [InlineData("x=1, a=${x}foo${x}", """{"x":1,"a":"1foo1"}""")]
    [InlineData("x=abc, y=def, a=${x} ${y}", """{"x":"abc","y":"def","a":"abc def"}""")]
    [InlineData("x=1e5, a=${x} 1.0", """{"x":1e5,"a":"1e5 1.0"}""")]
    [InlineData("x=null, a=-${x}-", """{"x":null,"a":"-null-"}""")]
    [InlineData("x=[1,2], y=[5], a=${x} [3,4] ${y}", """{"x":[1,2],"y":[5],"a":[1,2,3,4,5]}""")]
    [InlineData("x={a=0}, y={c=2}, a=${x} {b=1} ${y}", """{"x":{"a":0},"y":{"c":2},"a":{"a":0,"b":1,"c":2}}""")]
    [InlineData("a={b=3}, a={b=2} ${a}", """{"a":{"b":3}}""")]
    [InlineData("x={\"1\"=b, \"0\"=a, z=0}, a=${x} [c]", """{"x":{"1":"b","0":"a","z":0},"a":["a","b","c"]}""")]
    [InlineData("a={b=1} {b=2} {c=${a.b}}", """{"a":{"b":2,"c":2}}""")]
    // environment
    [InlineData("a=${HOME}, b=${?EMPTY}, c=${?NOT}, d=${PORT}", """{"a":"/home/me","b":"","d":"80"}""")]
    [InlineData("HOME=null, a=${HOME}", """{"HOME":null,"a":null}""")]
    [InlineData("HOME=${HOME}\"/x\"", """{"HOME":"/home/me/x"}""")]
    [InlineData("a=${LIST[]}, b=${?NOT[]}, c=[w] ${?LIST[]}", """{"a":["x","y"],"c":["w","x","y"]}""")]
    // reset
    [InlineData("a={b=1}, a=null, a={c=2}", """{"a":{"c":2}}""")]
    public void Resolves_to(string text, string expected)
    {
        using var json = JsonDocument.Parse(expected);
        JsonCompare.AssertEqual(json.RootElement, HoconDocument.ParseText(text).Resolve(Environment));
    }

    [Theory]
    [InlineData("a=${no}", "t:1:3: ${no} is not defined")]
    [InlineData("a=${no}, a={b=1}", "t:1:3: ${no} is not defined")]
    [InlineData("a=${a}", "t:1:3: ${a} is part of a cycle: ${a} (t:1:3) → ${a}")]
    [InlineData("a=${b}, b=${a}", "t:1:11: ${a} is part of a cycle: ${b} (t:1:3) → ${a} (t:1:11) → ${b}")]
    [InlineData("foo=${?bar}\nbar=${a.b.c}\na.b.c=${foo}",
        "t:3:7: ${foo} is part of a cycle: ${?bar} (t:1:5) → ${a.b.c} (t:2:5) → ${foo} (t:3:7) → ${?bar}")]
    [InlineData("a=1, a=[${a}, 2]", "t:1:9: ${a} is part of a cycle: ${a} (t:1:9) → ${a}")]
    [InlineData("a=1, a={x=${a}}", "t:1:11: ${a} is part of a cycle: ${a} (t:1:11) → ${a}")]
    [InlineData("a={b=${a}}", "t:1:6: ${a} is part of a cycle: ${a} (t:1:6) → ${a}")]
    [InlineData("a=10, a+=2", "t:1:7: a number (t:1:1) can't be joined with +=")]
    [InlineData("x=[1], a=abc ${x}", "t:1:8: a string (t:1:8) can't be joined with an array")]
    [InlineData("x={y=z}, a=${x} abc", "t:1:10: a string (t:1:17) can't be joined with an object")]
    [InlineData("x={}, y={}, a=${x}\"  \"${y}", "t:1:13: a string (t:1:19) can't be joined with an object")]
    [InlineData("x=[], y={a=1}, a=${x} ${y}", "t:1:16: an object (t:1:7) can't be joined with an array")]
    public void Says_what_cannot_be_resolved(string text, string message) =>
        Assert.Equal(message, Assert.Throws<HoconException>(() => HoconDocument.ParseText(text, "t").Resolve()).Message);

    [Theory]
    [InlineData("a={x=1}", "a=42", "a={y=2}", """{"a":{"x":1}}""")]
    [InlineData("a={x=1}", "a={y=2}", "a=42", """{"a":{"x":1,"y":2}}""")]
    [InlineData("a+=3", "a+=2", "a=[1]", """{"a":[1,2,3]}""")]
    [InlineData("p=${p}c", "p=${p}b", "p=a", """{"p":"abc"}""")]
    [InlineData("b=1", "a=${b}", "b=2", """{"b":1,"a":1}""")]
    public void Documents_fall_back_like_duplicate_keys(string first, string second, string third, string expected)
    {
        var merged = HoconDocument.ParseText(first).WithFallback(HoconDocument.ParseText(second)).WithFallback(HoconDocument.ParseText(third));
        using var json = JsonDocument.Parse(expected);
        JsonCompare.AssertEqual(json.RootElement, merged.Resolve());
        JsonCompare.AssertEqual(json.RootElement, merged.Resolve());
    }
}
