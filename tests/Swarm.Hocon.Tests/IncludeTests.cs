namespace Swarm.Hocon.Tests;

public sealed class IncludeTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("hocon").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_name_without_extension_merges_properties_json_and_conf_in_that_order()
    {
        Write("x.properties", "a=1\nb=1\nc=1");
        Write("x.json", """{"b":2,"c":2}""");
        Write("x.conf", "c=3");
        Assert.Equal("""{"a":"1","b":2,"c":3}""", Json("include \"x\""));
    }

    [Fact]
    public void Substitutions_look_below_the_include_first_then_from_the_root()
    {
        Write("sub/x.conf", "here = 1, near = ${here}, far = ${there}, env = ${?HOME}\ninclude \"y\"");
        Write("sub/y.conf", "y = ${here}");
        Assert.Equal(
            """{"a":{"b":{"here":2,"near":2,"far":3,"y":2}},"here":9,"there":3}""",
            Json("a.b { include file(\"sub/x.conf\") }\na.b.here = 2, here = 9, there = 3"));
    }

    [Fact]
    public void A_self_reference_in_an_included_file_looks_back_into_the_including_one()
    {
        Write("x.conf", "path = ${path}\":b\", list += 2");
        Assert.Equal("""{"p":{"path":"a:b","list":[1,2]}}""", Json("p { path = a, list = [1]\n include \"x.conf\" }"));
    }

    [Fact]
    public void Missing_files_are_nothing_unless_they_are_required()
    {
        Assert.Equal("{}", Json("include \"none\"\ninclude \"none.conf\""));
        Assert.EndsWith("main.conf:2:1: the required file 'none' does not exist", Fault("a=1\ninclude required(\"none\")"), StringComparison.Ordinal);
        Assert.Contains("the file does not exist", Assert.Throws<HoconException>(() => HoconDocument.ParseFile(At("none.conf"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_in_an_included_file_names_that_file()
    {
        Write("sub/x.conf", "a = 1\nb = [");
        Assert.StartsWith(At("sub/x.conf") + ":2:6: ", Fault("include \"sub/x\""), StringComparison.Ordinal);
    }

    [Fact]
    public void An_array_can_not_be_included()
    {
        Write("x.json", "[1]");
        Assert.Contains("holds an array", Fault("include \"x.json\""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../outside.conf")]
    [InlineData("/etc/passwd.conf")]
    [InlineData("sub/../../outside")]
    [InlineData("x\\u0000.conf")]
    public void Nothing_outside_the_directory_is_included(string name) => Assert.NotEmpty(Fault($"include \"{name}\""));

    [Fact]
    public void A_link_that_leads_outside_is_not_followed()
    {
        Directory.CreateDirectory(At("conf"));
        Write("secret.conf", "a=1");
        Write("conf/real.conf", "b=2");
        File.CreateSymbolicLink(At("conf/link.conf"), At("secret.conf"));
        File.CreateSymbolicLink(At("conf/fine.conf"), At("conf/real.conf"));
        Write("conf/main.conf", "include \"link.conf\"");
        Assert.Contains("leads out", Assert.Throws<HoconException>(() => HoconDocument.ParseFile(At("conf/main.conf"))).Message, StringComparison.Ordinal);
        Write("conf/main.conf", "include \"fine.conf\"");
        Assert.Equal(2, HoconDocument.ParseFile(At("conf/main.conf")).Resolve().GetInt("b"));
    }

    [Fact]
    public void Others_are_allowed_by_option()
    {
        Write("other.conf", "a=1");
        Write("sub/main.conf", "include \"../other.conf\"");
        Assert.Equal(1, HoconDocument.ParseFile(At("sub/main.conf"), new() { AllowIncludesAnywhere = true }).Resolve().GetInt("a"));
    }

    [Fact]
    public void A_cycle_is_named()
    {
        Write("a.conf", "include \"b.conf\"");
        Write("b.conf", "x=1\ninclude \"main.conf\"");
        Assert.Equal(
            $"{At("b.conf")}:2:1: include cycle: {At("main.conf")} → {At("a.conf")} → {At("b.conf")} → {At("main.conf")}",
            Fault("include \"a\""));
    }

    [Fact]
    public void Includes_that_double_at_each_level_are_stopped()
    {
        for (var i = 0; i < 15; i++)
            Write($"f{i}.conf", $"include \"f{i + 1}.conf\"\ninclude \"f{i + 1}.conf\"");
        Write("f15.conf", "");
        Assert.EndsWith("more than 500 included files", Fault("include \"f0\""), StringComparison.Ordinal);
    }

    [Fact]
    public void Includes_that_nest_too_deeply_are_stopped()
    {
        for (var i = 0; i < 30; i++)
            Write($"f{i}.conf", $"include \"f{i + 1}.conf\"");
        Assert.EndsWith("includes nest deeper than 20 files", Fault("include \"f0\""), StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_counts_through_includes()
    {
        Write("x.conf", string.Concat(Enumerable.Repeat("a {", 200)) + new string('}', 200));
        Assert.Contains("nested deeper than 256 levels", Fault(string.Concat(Enumerable.Repeat("b {", 100)) + "include \"x\"" + new string('}', 100)), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_beyond_the_bound_on_bytes_or_not_utf8_are_refused()
    {
        Write("x.conf", new string(' ', 2000));
        Write("main.conf", "include \"x\"");
        var small = new HoconParseOptions { MaxBytes = 1000 };
        Assert.Contains("beyond 1000 bytes", Assert.Throws<HoconException>(() => HoconDocument.ParseFile(At("main.conf"), small)).Message, StringComparison.Ordinal);
        File.WriteAllBytes(At("x.conf"), [(byte)'a', (byte)'=', 0xC3, 0x28]);
        Assert.Contains("can't be read", Fault("include \"x\""), StringComparison.Ordinal);
    }

    [Fact]
    public void Properties_are_read_as_java_writes_them()
    {
        Write("x.properties", "# c\n! d\na.b : 1\\\n   2\nc\\:d e=f\\u0041\\t\ng=\na=lost\n\nh..i=1\n  j\t= k \n");
        Assert.Equal("""{"a":{"b":"12"},"c:d":"e=fA\t","g":"","h":{"":{"i":"1"}},"j":"k "}""", Json("include \"x.properties\""));
    }

    string At(string file) => Path.Combine(_folder, file);

    void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(file))!);
        File.WriteAllText(At(file), text);
    }

    string Json(string main)
    {
        Write("main.conf", main);
        return HoconRender.ToJson(HoconDocument.ParseFile(At("main.conf")).Resolve());
    }

    string Fault(string main)
    {
        Write("main.conf", main);
        return Assert.Throws<HoconException>(() => HoconDocument.ParseFile(At("main.conf")).Resolve()).Message;
    }
}
