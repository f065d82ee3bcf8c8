namespace Swarm.Hocon.Tests.Specification;

/// <summary>HOCON.md, "Includes" and "Java properties mapping": what <see cref="IncludeTests"/> leaves out.</summary>
public sealed class IncludeSpecs : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("hocon").FullName;

    public IncludeSpecs()
    {
        Write("x.conf", "b = 1, d = ${b}");
        Write("array.json", "[1]");
        Write("sub/y.conf", "include \"z\"\ninclude \"../x\"");
        Write("sub/z.conf", "z = 1");
        Write("self.conf", "k = ${?k} 2");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("include \"x\"", """{"b":1,"d":1}""")]
    [InlineData("include\"x\"", """{"b":1,"d":1}""")]
    [InlineData("include \t\n # comment\n \"x.conf\"", """{"b":1,"d":1}""")]
    [InlineData("include \"\"\"x\"\"\"", """{"b":1,"d":1}""")]
    [InlineData("include \"\\u0078\"", """{"b":1,"d":1}""")]
    [InlineData("include file(\"x\")", """{"b":1,"d":1}""")]
    [InlineData("include file( \n \"x\" \t )", """{"b":1,"d":1}""")]
    [InlineData("include required(\"x\")", """{"b":1,"d":1}""")]
    [InlineData("include required( \"x\" )", """{"b":1,"d":1}""")]
    [InlineData("include required(file(\"x\"))", """{"b":1,"d":1}""")]
    [InlineData("include required( file( \"x\" ) )", """{"b":1,"d":1}""")]
    [InlineData("{ include \"x\" }", """{"b":1,"d":1}""")]
    [InlineData("include \"x\", a = 1", """{"b":1,"d":1,"a":1}""")]
    [InlineData("a = 1, include \"x\"\n, c = 2", """{"a":1,"b":1,"d":1,"c":2}""")]
    [InlineData("include \"x\"\ninclude \"sub/z\"", """{"b":1,"d":1,"z":1}""")]
    [InlineData("a { include \"x\" }", """{"a":{"b":1,"d":1}}""")]
    [InlineData("a { c=0, include \"x\", e=2 }", """{"a":{"c":0,"b":1,"d":1,"e":2}}""")]
    [InlineData("a.c { include \"x\" }, a.c.b = 42", """{"a":{"c":{"b":42,"d":42}}}""")]
    [InlineData("a { include \"x\" } { b = 42 }", """{"a":{"b":42,"d":42}}""")]
    [InlineData("b = 7\ninclude \"x\"", """{"b":1,"d":1}""")]
    [InlineData("b { k = 7 }\ninclude \"x\"", """{"b":1,"d":1}""")]
    [InlineData("include \"x\"\nb = 7", """{"b":7,"d":7}""")]
    [InlineData("include \"sub/y\"", """{"z":1,"b":1,"d":1}""")]
    [InlineData("a { include \"sub/y\" }", """{"a":{"z":1,"b":1,"d":1}}""")]
    [InlineData("k = 1\ninclude \"self\"", """{"k":"1 2"}""")]
    [InlineData("a { k = 1\n include \"self\" }, k = 9", """{"a":{"k":"1 2"},"k":9}""")]
    [InlineData("a += { include \"sub/z\" }", """{"a":[{"z":1}]}""")]
    [InlineData("include \"none\", include \"none.conf\", include \"none/none\", include file(\"none\"), include \"sub\"", "{}")]
    [InlineData("include \"x.txt\"", "{}")]
    [InlineData("include \"\"", "{}")]
    public void Means(string main, string json)
    {
        Write("main.conf", main);
        using var expected = System.Text.Json.JsonDocument.Parse(json);
        JsonCompare.AssertEqual(expected.RootElement, HoconDocument.ParseFile(At("main.conf")).Resolve());
    }

    [Theory]
    [InlineData("include x", "quoted file name")]
    [InlineData("include 1", "quoted file name")]
    [InlineData("include ${a}", "quoted file name")]
    [InlineData("include [\"x\"]", "quoted file name")]
    [InlineData("include", "quoted file name")]
    [InlineData("include,", "quoted file name")]
    [InlineData("include = 1", "quoted file name")]
    [InlineData("include file (\"x\")", "quoted file name")]
    [InlineData("include file(x)", "quoted file name")]
    [InlineData("include file(:x)", "quoted file name")]
    [InlineData("include required(x)", "quoted file name")]
    [InlineData("include required (\"x\")", "quoted file name")]
    [InlineData("include file(\"x\" something)", "expected ')'")]
    [InlineData("include file(\"x\"", "expected ')'")]
    [InlineData("include required(file(\"x\")", "expected ')'")]
    [InlineData("include \"x\" \"y\"", "expected ','")]
    [InlineData("include \"x\"y", "expected ','")]
    [InlineData("include \"x\" a = 1", "expected ','")]
    [InlineData("include \"x\" : 1", "expected ','")]
    [InlineData("include \"array.json\"", "holds an array")]
    [InlineData("include url(\"http://h/x\")", "url(…) is not supported")]
    [InlineData("include classpath(\"x\")", "classpath(…) is not supported")]
    [InlineData("include required(url(\"http://h/x\"))", "url(…) is not supported")]
    [InlineData("include \"http://h/x.conf\"", "URLs can't be included")]
    [InlineData("include \"file:/etc/x.conf\"", "URLs can't be included")]
    [InlineData("include \"HTTPS:x\"", "URLs can't be included")]
    [InlineData("include \"jar:file:/x.jar!/x.conf\"", "URLs can't be included")]
    [InlineData("include \"../x\"", "leads out")]
    [InlineData("include \"sub/../../x\"", "leads out")]
    [InlineData("include \"/etc/hostname\"", "leads out")]
    [InlineData("include required(\"none\")", "does not exist")]
    [InlineData("include required(\"x.txt\")", "does not exist")]
    [InlineData("a = [{ include \"x\" }]", "inside an array")]
    public void Is_refused(string main, string problem)
    {
        Write("main.conf", main);
        var fault = Assert.Throws<HoconException>(() => HoconDocument.ParseFile(At("main.conf")).Resolve());
        Assert.Contains(problem, fault.Problem, StringComparison.Ordinal);
        Assert.True(fault.Origins[0].Line > 0, fault.Message);
    }

    [Fact]
    public void A_required_file_may_include_what_is_missing()
    {
        Write("main.conf", "include required(\"o\")");
        Write("o.conf", "a = 1\ninclude \"none\"");
        Assert.Equal(1, HoconDocument.ParseFile(At("main.conf")).Resolve().GetInt("a"));
    }

    [Fact]
    public void Fixed_up_substitutions_see_the_place_of_the_include_then_the_root_then_the_environment()
    {
        Write("o.conf", "a = ${here}, b = ${there}, c = ${?HOME}, d = ${?none}, e = ${here}x");
        Write("main.conf", "p.q { include \"o\" }, p.q.here = 1, here = 2, there = 3");
        Assert.Equal(
            """{"a":1,"b":3,"c":"/me","e":"1x","here":1}""",
            HoconDocument.ParseFile(At("main.conf")).Resolve(name => name == "HOME" ? "/me" : null).GetObject("p.q").ToString());
    }

    [Fact]
    public void A_pipe_is_read_to_its_end()
    {
        if (!File.Exists("/proc/self/status"))
            return;
        Assert.Throws<HoconException>(() => HoconDocument.ParseFile("/proc/self/limits")); // of unknown length, and no HOCON
        Assert.StartsWith("cpu  ", File.ReadAllText("/proc/stat"), StringComparison.Ordinal);
        Assert.Contains("expected", Assert.Throws<HoconException>(() => HoconDocument.ParseFile("/proc/stat")).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a=hello\na.b=world", """{"a":{"b":"world"}}""")]
    [InlineData("x.y.z=1\nx.y=2\nx=3", """{"x":{"y":{"z":"1"}}}""")]
    [InlineData("a=1\na=2", """{"a":"2"}""")]
    [InlineData(".=1", """{"":{"":"1"}}""")]
    [InlineData("..=1", """{"":{"":{"":"1"}}}""")]
    [InlineData("a.=1", """{"a":{"":"1"}}""")]
    [InlineData(".b=1", """{"":{"b":"1"}}""")]
    [InlineData("=1", """{"":"1"}""")]
    [InlineData("a", """{"a":""}""")]
    [InlineData("a 1", """{"a":"1"}""")]
    [InlineData("a:1", """{"a":"1"}""")]
    [InlineData("a  =  1 2 ", """{"a":"1 2 "}""")]
    [InlineData("a = = 1", """{"a":"= 1"}""")]
    [InlineData("a\\ b=1", """{"a b":"1"}""")]
    [InlineData("a\\=b\\:c=1", """{"a=b:c":"1"}""")]
    [InlineData("\\u0061=\\u00e9\\n\\t\\q\\\\", """{"a":"é\n\tq\\"}""")]
    [InlineData("a=1\\\n  2\\\n\t3", """{"a":"123"}""")]
    [InlineData("a=1\\\\\nb=2", """{"a":"1\\","b":"2"}""")]
    [InlineData("# a=1\n ! b=2\na#=3\nb=# 4", """{"a#":"3","b":"# 4"}""")]
    [InlineData("a=1\\\n# not a comment", """{"a":"1# not a comment"}""")]
    [InlineData("a=1\r\nb=2\rc=3", """{"a":"1","b":"2","c":"3"}""")]
    [InlineData("a=true\nb=${c}\nc=[1]", """{"a":"true","b":"${c}","c":"[1]"}""")]
    [InlineData("\"=1", """{"\"":"1"}""")]
    [InlineData("a\\.b=1", """{"a":{"b":"1"}}""")]
    public void Properties(string properties, string json)
    {
        Write("p.properties", properties);
        using var expected = System.Text.Json.JsonDocument.Parse(json);
        JsonCompare.AssertEqual(expected.RootElement, HoconDocument.ParseFile(At("p.properties")).Resolve());
        Write("main.conf", "include \"p\"");
        JsonCompare.AssertEqual(expected.RootElement, HoconDocument.ParseFile(At("main.conf")).Resolve());
    }

    [Fact]
    public void Lists_of_properties_go_on_in_hocon()
    {
        Write("p.properties", "a.0=0\na.1=1\na.3=2\na.x=noise");
        Write("main.conf", "include \"p\"\na += 3\na = ${a} [4]\na = [-1] ${a}");
        Assert.Equal(["-1", "0", "1", "2", "3", "4"], HoconDocument.ParseFile(At("main.conf")).Resolve().GetStringList("a"));
    }

    string At(string file) => Path.Combine(_folder, file);

    void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(file))!);
        File.WriteAllText(At(file), text);
    }
}
