using System.Text.Json;
using Swarm.TestSupport;

namespace Swarm.Hocon.Tests;

/// <summary>Lightbend's test files, read in place.</summary>
public class LightbendFileTests
{
    const string Folder = "hocon/lightbend-resources";

    public static IEnumerable<object[]> EquivalentFiles() =>
        from folder in Enumerable.Range(1, 5).Select(n => $"equiv0{n}")
        where Fixtures.Exist(Folder)
        from file in Directory.EnumerateFiles(At(folder)).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        select new object[] { folder, file! };

    [FixtureTheory(Folder)]
    [MemberData(nameof(EquivalentFiles))]
    public void A_file_equals_the_original_of_its_folder(string folder, string file)
    {
        using var original = JsonDocument.Parse(File.ReadAllBytes(At($"{folder}/original.json")));
        JsonCompare.AssertEqual(original.RootElement, HoconDocument.ParseFile(At($"{folder}/{file}")).Resolve());
    }

    public static IEnumerable<object[]> AllFiles() =>
        Fixtures.Exist(Folder)
            ? Directory.EnumerateFiles(At(""), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Select(file => new object[] { Path.GetRelativePath(At(""), file).Replace('\\', '/') })
            : [];

    /// <summary>Those that can't hold here, and why.</summary>
    static string? WhyRefused(string file) => file switch
    {
        "cycle.conf" => "include cycle",
        "include-from-list.conf" => "inside an array", // Lightbend's own limit, kept: such a substitution has no path
        "test08.conf" => "leads out", // includes /test-lib.conf from a class path
        "test03-included.conf" => "${bar} is not defined", // the including file defines it
        "test13-reference-bad-substitutions.conf" => "${b} is not defined", // meant to be overridden
        _ => null,
    };

    [FixtureTheory(Folder)]
    [MemberData(nameof(AllFiles))]
    public void Every_file_resolves_and_renders_back_or_is_refused_for_its_reason(string file)
    {
        var fault = Record.Exception(() =>
        {
            var root = Read(file, new() { ["HOME"] = "/home/me" });
            Assert.Equal(root.ToString(), HoconDocument.ParseText(HoconRender.ToHocon(root)).Resolve().ToString());
        });
        if (WhyRefused(file) is { } reason)
            Assert.Contains(reason, Assert.IsType<HoconException>(fault).Problem, StringComparison.Ordinal);
        else
            Assert.Null(fault);
    }

    [FixtureFact(Folder)]
    public void There_are_60_files() => Assert.Equal(60, AllFiles().Count());

    [FixtureFact(Folder)]
    public void Test01_reads_every_kind_of_value()
    {
        var conf = Read("test01.conf", new() { ["HOME"] = "/home/me" });
        Assert.Equal(42, conf.GetInt("ints.fortyTwoAgain"));
        Assert.Equal(.33, conf.GetDouble("floats.pointThirtyThreeAgain"));
        Assert.Equal("abcd", conf.GetString("strings.abcdAgain"));
        Assert.Equal("null bar 42 baz true 3.14 hi", conf.GetString("strings.concatenated"));
        Assert.Equal(57, conf.GetInt("strings.number"));
        Assert.True(conf.GetBool("strings.yes"));
        Assert.Equal(["a", "b", "c"], conf.GetStringList("arrays.ofString"));
        Assert.Equal(3, conf.GetList("arrays.ofObject").Count);
        Assert.Equal(HoconKind.Null, conf.GetValue("nulls.nullAgain").Kind);
        Assert.Equal(TimeSpan.FromSeconds(.5), conf.GetDuration("durations.halfSecond"));
        Assert.Equal([1000, 2000, 3000, 4000], conf.GetList("durations.secondsList").Select(v => v.AsDuration().TotalMilliseconds));
        Assert.Equal(48789553554352722L, conf.GetDuration("durations.plusLargeNanos").Ticks);
        Assert.Equal(-48789553554352722L, conf.GetDuration("durations.minusLargeNanos").Ticks);
        Assert.Equal(new HoconPeriod(0, 0, 21), conf.GetPeriod("periods.week"));
        Assert.Equal(new HoconPeriod(8, 0, 0), conf.GetPeriod("periods.year"));
        Assert.Equal([1 << 20, 1 << 20, 1 << 20], conf.GetList("memsizes.megsList").Select(v => v.AsBytes()));
        Assert.Equal(512 << 10, conf.GetBytes("memsizes.halfMeg"));
        Assert.Throws<HoconException>(() => conf.GetBytes("memsizes.yottabyte"));
        Assert.Equal("/home/me", conf.GetString("system.home"));
        Assert.False(conf.TryGet("system.path", out _));
        Assert.Equal("Your Java version is  and your user.home is ", conf.GetString("system.concatenated"));
    }

    [FixtureFact(Folder)]
    public void Test02_reads_odd_paths()
    {
        var conf = Read("test02.conf");
        Assert.Equal(42, conf.GetInt("\"\".\"\".\"\""));
        Assert.Equal(42, conf.GetInt("42_a"));
        Assert.Equal(42, conf.GetInt("42_b"));
        Assert.Equal(57, conf.GetInt("57_a"));
        Assert.Equal(57, conf.GetInt("57_b"));
        Assert.Equal(103, conf.GetInt("103_a"));
        Assert.Equal(103, conf.GetInt("\"a.b.c\""));
        Assert.Equal(57, conf.GetInt("a.b.c"));
        Assert.Equal(261, conf.GetInt("-"));
    }

    [FixtureFact(Folder)]
    public void Test03_includes_inside_objects()
    {
        var conf = Read("test03.conf");
        Assert.Equal(42, conf.GetInt("test01.ints.fortyTwo"));
        Assert.Equal("A", conf.GetString("test01.fromJsonA"));
        Assert.Equal("true", conf.GetString("test01.fromProps.bool"));
        Assert.Equal("hello^^", conf.GetString("test01.fromProps.specialChars"));
        Assert.Equal(42, conf.GetInt("test01.booleans"));
        Assert.Equal(57, conf.GetInt("test02.57_a"));
        Assert.Equal(42, conf.GetInt("equiv01.ints.fortyTwo"));
        Assert.False(conf.TryGetObject("nonexistent", out var none) && none.Count > 0);
        Assert.Equal("This is in the included file", conf.GetString("a"));
        Assert.Equal("This is in the including file", conf.GetString("b"));
        Assert.Equal("This is in the included file", conf.GetString("subtree.a"));
        Assert.Equal("This is in the including file", conf.GetString("subtree.b"));
    }

    [FixtureFact(Folder)]
    public void Test04_and_test05_are_real_files()
    {
        Assert.Equal("2.0-SNAPSHOT", Read("test04.conf").GetString("akka.version"));
        Assert.Equal(8, Read("test04.conf").GetInt("akka.event-handler-dispatcher.max-pool-size"));
        Assert.Equal("Yet Another Blog Engine", Read("test05.conf").GetString("application.name"));
        Assert.Equal("/modules/crud", Read("test05.conf").GetString("module.crud"));
        Assert.Equal("dev", Read("test05.conf").GetString("%test.application.mode"));
    }

    [FixtureFact(Folder)]
    public void Test06_merges_substituted_values()
    {
        var conf = Read("test06.conf");
        Assert.Equal(2, conf.GetInt("x"));
        Assert.Equal(10, conf.GetInt("y.foo"));
        Assert.Equal("world", conf.GetString("y.hello"));
    }

    [FixtureTheory(Folder)]
    [InlineData("test09.conf", "")]
    [InlineData("test10.conf", "foo.")]
    [InlineData("test10.conf", "bar.nested.")]
    public void Test09_and_test10_stack_up_delayed_merges(string file, string prefix)
    {
        var conf = Read(file);
        Assert.Equal("""{"q":10,"c":3}""", HoconRender.ToJson(conf.GetObject(prefix + "a")));
        Assert.Equal(5, conf.GetInt(prefix + "b"));
        Assert.Equal("""{"q":10,"d":600,"e":{"q":10,"c":3},"f":5}""", HoconRender.ToJson(conf.GetObject(prefix + "c")));
    }

    [FixtureFact(Folder)]
    public void A_byte_order_mark_is_no_part_of_the_text() => Assert.Equal("bar", Read("bom.conf").GetString("foo"));

    [FixtureFact(Folder)]
    public void A_file_that_includes_itself_is_refused_with_the_cycle_named()
    {
        var fault = Assert.Throws<HoconException>(() => Read("cycle.conf"));
        Assert.Contains("cycle.conf:1:1: include cycle: ", fault.Message, StringComparison.Ordinal);
    }

    [FixtureFact(Folder)]
    public void Environment_variables_override_where_they_are_set()
    {
        var conf = Read("env-variables.conf", new() { ["SECRET_A"] = "A", ["SECRET_B"] = "B" });
        Assert.Equal("A", conf.GetString("secret"));
        Assert.Equal(["B"], conf.GetStringList("secrets"));
        Assert.Equal("a", Read("env-variables.conf").GetString("secret"));
    }

    [FixtureFact(Folder)]
    public void Includes_are_relative_to_the_including_file()
    {
        var conf = Read("file-include.conf");
        Assert.Equal([41, 42, 43, 44, 45], new[] { "base", "foo", "bar", "bar-file", "baz" }.Select(conf.GetInt));
    }

    [FixtureFact(Folder)]
    public void A_file_with_substitutions_included_in_an_array_is_refused()
    {
        var fault = Assert.Throws<HoconException>(() => Read("include-from-list.conf"));
        Assert.Contains("inside an array", fault.Message, StringComparison.Ordinal);
    }

    [FixtureFact(Folder)]
    public void Test08_reaches_outside_its_directory_and_is_refused() =>
        Assert.Contains("leads out of the directory", Assert.Throws<HoconException>(() => Read("test08.conf")).Message, StringComparison.Ordinal);

    [FixtureFact(Folder)]
    public void Test13_resolves_a_reference_with_what_overrides_it()
    {
        var over = HoconDocument.ParseFile(At("test13-application-override-substitutions.conf"));
        Assert.Equal("overridden", over.WithFallback(HoconDocument.ParseFile(At("test13-reference-bad-substitutions.conf"))).Resolve().GetString("a"));
        Assert.Equal("overridden", over.WithFallback(HoconDocument.ParseFile(At("test13-reference-with-substitutions.conf"))).Resolve().GetString("a"));
        Assert.Throws<HoconException>(() => Read("test13-reference-bad-substitutions.conf"));
    }

    static string At(string file) => Fixtures.Path($"{Folder}/{file}");

    static HoconObject Read(string file, Dictionary<string, string>? environment = null) =>
        HoconDocument.ParseFile(At(file)).Resolve(environment ?? []);
}
