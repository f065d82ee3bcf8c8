namespace Swarm.Hocon.Tests.Specification;

/// <summary>HOCON.md, "Substitutions": what <see cref="SubstitutionTests"/> leaves out.</summary>
public class SubstitutionSpecs
{
    static readonly Dictionary<string, string> Variables = new()
    {
        ["HOME"] = "/me", ["EMPTY"] = "", ["a.b"] = "dotted", ["L_0"] = "0", ["L_1"] = "", ["L_3"] = "after a gap", ["true"] = "yes",
    };

    [Theory]
    [InlineData("a=${b.\"c.d\"}, b.\"c.d\"=1", """{"a":1,"b":{"c.d":1}}""")]
    [InlineData("a=${ b . c }, \"b \".\" c\"=1", """{"a":1,"b ":{" c":1}}""")]
    [InlineData("a=${b c}, b c=1", """{"a":1,"b c":1}""")]
    [InlineData("a=${? b }, b=1", """{"a":1,"b":1}""")]
    [InlineData("a=${1.5e+3}, 1.5e+3=1", """{"a":1,"1":{"5e+3":1}}""")]
    [InlineData("a=${\"\".\"\"}, \"\".\"\"=1", """{"a":1,"":{"":1}}""")]
    [InlineData("a=\"${b}\", b=1", """{"a":"${b}","b":1}""")]
    [InlineData("a=\"\"\"${b}\"\"\", b=1", """{"a":"${b}","b":1}""")]
    [InlineData("a=${b} is my \"${b}\" animal, b=cat", """{"a":"cat is my ${b} animal","b":"cat"}""")]
    [InlineData("a=${b}\" is it\", b=cat", """{"a":"cat is it","b":"cat"}""")]
    // absolute, forward, the final value
    [InlineData("x {a=1, b=${?a}}, a=2", """{"x":{"a":1,"b":2},"a":2}""")]
    [InlineData("b=${a}, a {x=1}, a {y=2}", """{"b":{"x":1,"y":2},"a":{"x":1,"y":2}}""")]
    [InlineData("b=${a}, a {x=1}, a=3", """{"b":3,"a":3}""")]
    [InlineData("b=${a.x}, a=3", null)]
    // types are kept by a single substitution
    [InlineData("a=${n} , n=1.50, b=${t}, t=true, c=${z}, z=null, d=${l}, l=[1], e=${o}, o={}", """
        {"a":1.50,"n":1.50,"b":true,"t":true,"c":null,"z":null,"d":[1],"l":[1],"e":{},"o":{}}
        """)]
    [InlineData("a=${n}${?no}, n=1", """{"a":1,"n":1}""")]
    [InlineData("a=${n}\"\", n=1", """{"a":"1","n":1}""")]
    [InlineData("a=${t}${t}, t=true", """{"a":"truetrue","t":true}""")]
    // undefined
    [InlineData("a=1, a=${?no}, b={c=1}, b=${?no}", """{"a":1,"b":{"c":1}}""")]
    [InlineData("a=[${?no}], b=[1,${?no},2]", """{"a":[],"b":[1,2]}""")]
    [InlineData("a=x${?no}y, b=[1]${?no}[2], c=${?no}{d=1}", """{"a":"xy","b":[1,2],"c":{"d":1}}""")]
    [InlineData("a=${?no}${?no}${?no}", "{}")]
    [InlineData("a=${?b}, b=${?c}, c=${?no}", "{}")]
    [InlineData("a=x ${?no}", """{"a":"x "}""")]
    [InlineData("a=[1, 2, ${?here}], here=3", """{"a":[1,2,3],"here":3}""")]
    [InlineData("a={b=42}, a=${?here}, here=43", """{"a":43,"here":43}""")]
    // the environment
    [InlineData("a=${HOME}, b=x${?EMPTY}, c=${?EMPTY}, d=${?home}", """{"a":"/me","b":"x","c":""}""")]
    [InlineData("HOME=null, a=${HOME}, b=${?HOME}", """{"HOME":null,"a":null,"b":null}""")]
    [InlineData("HOME=x, a=${HOME}", """{"HOME":"x","a":"x"}""")]
    [InlineData("a=${a.b}", """{"a":"dotted"}""")]
    [InlineData("c=${a.b}", """{"c":"dotted"}""")]
    [InlineData("a=${L[]}, b=${?L[]} [x], c=${?none[]}", """{"a":["0",""],"b":["0","","x"]}""")]
    [InlineData("L=[7], a=${L[]}", """{"L":[7],"a":[7]}""")]
    [InlineData("a=${true}", """{"a":"yes"}""")]
    // self-reference
    [InlineData("path=\"a:b\", path=${path}\":d\"", """{"path":"a:b:d"}""")]
    [InlineData("foo={a=1}, foo=${foo}", """{"foo":{"a":1}}""")]
    [InlineData("a=1, a=${a}, a=2", """{"a":2}""")]
    [InlineData("a=1, a=2, a=${?a}", """{"a":2}""")]
    [InlineData("a=${?a}, a=1", """{"a":1}""")]
    [InlineData("a=${?a}foo${?a}", """{"a":"foo"}""")]
    [InlineData("a.b={c=5}, a.b=${a.b}", """{"a":{"b":{"c":5}}}""")]
    [InlineData("a={x=42, y=${a.x}}", """{"a":{"x":42,"y":42}}""")]
    [InlineData("a=1, a={x=42, y=${a.x}}", """{"a":{"x":42,"y":42}}""")]
    [InlineData("a={b={c=5}}, a=${a.b}, a={b=2}", """{"a":{"b":2,"c":5}}""")]
    [InlineData("a={a=0}, a=${a} {b=1}, a=${a} {c=2}", """{"a":{"a":0,"b":1,"c":2}}""")]
    [InlineData("c {x=[], x=${c.x}[1], x=${c.x}[2]}", """{"c":{"x":[1,2]}}""")]
    [InlineData("a {b=1, c=${a.b}}, d=${a} {b=2}", """{"a":{"b":1,"c":1},"d":{"b":2,"c":1}}""")]
    [InlineData("i1.a=10, i1.b=${i2.d}, i2.c=12, i2.d=14, i2.e=${i1.a}, i2.f=${i1.b}, i2.g=${i2.f}",
        """{"i1":{"a":10,"b":14},"i2":{"c":12,"d":14,"e":10,"f":14,"g":14}}""")]
    [InlineData("foo=${bar}, bar=${a.b.c}, a.b {c=57, d=${foo}, e.f=${foo}}, A=${a}, B=${a.b}, arr=[${foo}, ${B.d}, ${A.b.e.f}], ptr=${arr}",
        """
        {"foo":57,"bar":57,"a":{"b":{"c":57,"d":57,"e":{"f":57}}},"A":{"b":{"c":57,"d":57,"e":{"f":57}}},
        "B":{"c":57,"d":57,"e":{"f":57}},"arr":[57,57,57],"ptr":[57,57,57]}
        """)]
    [InlineData("i=345, i=${?no}, i=${ddd}, i={}, i=${alias}, i.b={c=43}, i.y=101, j=${i.b}, z=15, ddd {m=${z}}, d {a=1, b=2}, alias=${d}",
        """{"i":{"m":15,"a":1,"b":{"c":43},"y":101},"j":{"c":43},"z":15,"ddd":{"m":15},"d":{"a":1,"b":2},"alias":{"a":1,"b":2}}""")]
    // +=
    [InlineData("a += b", """{"a":["b"]}""")]
    [InlineData("a = [], a += 2, a += [3], a += {b=4}", """{"a":[2,[3],{"b":4}]}""")]
    [InlineData("a.b.c = [1], a {b {c += 2}}, a.b.c += x y", """{"a":{"b":{"c":[1,2,"x y"]}}}""")]
    [InlineData("a += ${?no}", """{"a":[]}""")]
    [InlineData("a {\"0\"=x}, a += y", """{"a":["x","y"]}""")]
    [InlineData("a = ${?no}, a += 1", """{"a":[1]}""")]
    public void Means(string text, string? json)
    {
        if (json is not null)
            Read.AssertMeans(json, text, Variables);
        else
            Assert.Throws<HoconException>(() => Read.Value(text, Variables));
    }

    [Theory]
    [InlineData("a=$ {b}")]
    [InlineData("a=${ ?b}")]
    [InlineData("a=${ ? b}")]
    [InlineData("a=$")]
    [InlineData("a=${")]
    [InlineData("a=${?")]
    [InlineData("a=${}")]
    [InlineData("a=${?}")]
    [InlineData("a=${b")]
    [InlineData("a=${b\n}")]
    [InlineData("a=${b${c}}")]
    [InlineData("a=${.b}")]
    [InlineData("a=${b.}")]
    [InlineData("a=${b..c}")]
    [InlineData("a=${b=c}")]
    [InlineData("a=${{b}}")]
    [InlineData("a=${[b]}")]
    [InlineData("a=${b#c}")]
    [InlineData("a=${b[}")]
    [InlineData("a=${b[0]}")]
    [InlineData("${a}=1")]
    [InlineData("x${a}=1")]
    [InlineData("${a}")]
    [InlineData("[${a]")]
    public void Wrong_syntax(string text) => Read.AssertNoHocon(text);

    [Theory]
    [InlineData("a=${b}", "${b} is not defined")]
    [InlineData("a=x ${b.c} y", "${b.c} is not defined")]
    [InlineData("a=[${b}]", "${b} is not defined")]
    [InlineData("a=${b.c}, b=1", "${b.c} is not defined")]
    [InlineData("a=${b.c}, b=[1]", "${b.c} is not defined")]
    [InlineData("a=${b}, b=${?c}", "${b} is not defined")]
    [InlineData("a=${b}, a={c=1}", "${b} is not defined")]
    [InlineData("a=${L[]}", "${L[]} is not defined")]
    [InlineData("bar=${foo}, foo=${bar}", "cycle: ${foo} (t:1:5) → ${bar} (t:1:17) → ${foo}")]
    [InlineData("a=${b}, b=${c}, c=${a}", "cycle: ${b} (t:1:3) → ${c} (t:1:11) → ${a} (t:1:19) → ${b}")]
    [InlineData("a={b=${a}}", "cycle")]
    [InlineData("a=[${a}]", "cycle")]
    [InlineData("a=[1], a=[${a}]", "cycle")]
    [InlineData("a=${a}bc", "cycle")]
    [InlineData("a=${a} [x]", "cycle")]
    [InlineData("a=${b}{c=1}, b=${a}{d=2}", "cycle")]
    [InlineData("a={b=1}, a += 2", "can't be joined")]
    [InlineData("a=abc, a += 2", "can't be joined")]
    [InlineData("a=null, a += 2", "can't be joined")]
    [InlineData("a={}, b=${a} [1]", "can't be joined")]
    [InlineData("a={x=1}, b=${a} [1]", "can't be joined")]
    [InlineData("a=[], b=${a}\" \"${a}", "can't be joined")]
    [InlineData("a=null, b=${a} {c=1}", "can't be joined")]
    [InlineData("a=1, b=[2] ${a}", "can't be joined")]
    public void Unresolvable(string text, string problem) => Assert.Contains(problem, Read.AssertRefused(text).Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("a=${no}, a=42", """{"a":42}""")]
    [InlineData("a=${a}, a=42", """{"a":42}""")]
    [InlineData("a=x${b}, a=42, b=${a}", """{"a":42,"b":42}""")]
    [InlineData("a {b=${no}}, a=1", """{"a":1}""")]
    [InlineData("a {b=${no}, b=2}", """{"a":{"b":2}}""")]
    [InlineData("a += ${no}, a=[]", """{"a":[]}""")]
    public void What_is_hidden_is_never_evaluated(string text, string json) => Read.AssertMeans(json, text);

    [Theory]
    [InlineData("a=1, b=2, a=${b}, b=${a}")]
    [InlineData("b=2, a=1, b=${a}, a=${b}")]
    [InlineData("a=1, b={c=5}, b=${a}, a=${b}")]
    [InlineData("a=1, b=2, c=3, a=${b}, b=${c}, c=${a}")]
    [InlineData("a=1, b=${a}foo, a=${b}")]
    public void Where_the_order_would_matter_all_who_refer_to_each_other_agree(string text)
    {
        var root = Read.Object(text);
        Assert.Single(root.Values.Select(v => v.ToString()).Distinct());
    }

    /// <summary>The reference is resolved by itself; the application may refer to it.</summary>
    [Fact]
    public void A_document_resolves_alone_and_below_another()
    {
        var reference = HoconDocument.ParseText("a=1, b=${a}");
        Assert.Equal("""{"a":1,"b":1}""", reference.Resolve().ToString());
        Assert.Equal("""{"a":2,"b":2,"c":2}""", HoconDocument.ParseText("a=2, c=${b}").WithFallback(reference).Resolve().ToString());
        Assert.Equal("""{"a":1,"b":1}""", reference.Resolve().ToString());
    }
}
