using System.Diagnostics;

namespace Swarm.Hocon.Tests;

public class HostileTests
{
    public static TheoryData<string, string> Bombs => new()
    {
        { "objects", string.Concat(Enumerable.Repeat("a{", 10_000)) },
        { "arrays", new string('[', 10_000) },
        { "path", "a" + string.Concat(Enumerable.Repeat(".a", 10_000)) + "=1" },
        { "substitution path", "a=${a" + string.Concat(Enumerable.Repeat(".a", 10_000)) + "}" },
        { "chain", string.Concat(Enumerable.Range(0, 100_000).Select(i => $"a{i}=${{a{i + 1}}}\n")) },
        { "look-back", "a=1\n" + string.Concat(Enumerable.Repeat("a=${a}x\n", 100_000)) },
        { "depth by substitution", "a0=[]\n" + string.Concat(Enumerable.Range(0, 2000).Select(i => $"a{i + 1}=[${{a{i}}}]\n")) },
        { "laughs in strings", "a0=lol\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"a{i + 1}=${{a{i}}}${{a{i}}}\n")) },
        { "laughs in arrays", "a0=[1]\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"a{i + 1}=${{a{i}}} ${{a{i}}}\n")) },
        { "laughs in shared parts", "a0=[1]\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"a{i + 1}=[${{a{i}}}, ${{a{i}}}]\n")) },
        { "laughs in objects", "a0={x=1}\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"a{i + 1}={{l=${{a{i}}}, r=${{a{i}}}}}\n")) },
        { "all refer to all", string.Concat(Enumerable.Range(0, 40).Select(i =>
            $"a{i}=1\na{i}=" + string.Concat(Enumerable.Range(0, 40).Select(j => $"${{?a{j}}}")) + "\n")) },
        { "cycle of many", string.Concat(Enumerable.Range(0, 2000).Select(i => $"a{i}=${{a{(i + 1) % 2000}}}\n")) },
        { "appended references", "x=1\n" + string.Concat(Enumerable.Repeat("a+=${x}\n", 100_000)) },
        { "quadratic arrays", "a=[]\n" + string.Concat(Enumerable.Repeat("a=${a} [x]\n", 100_000)) },
        { "quadratic strings", string.Concat(Enumerable.Range(0, 4000).Select(i => $"a{i + 1}=${{?a{i}}}{new string('x', 200)}\n")) + "b=${a4001" },
        { "objects merged with a large one", string.Concat(Enumerable.Range(0, 40_000).Select(i => $"b.m{i}=1\n"))
            + string.Concat(Enumerable.Repeat("a=${b}\na{x=1}\n", 1000)) },
        { "a large object extended many times", string.Concat(Enumerable.Range(0, 40_000).Select(i => $"b.m{i}=1\n"))
            + string.Concat(Enumerable.Range(0, 1000).Select(i => $"a{i}=${{b}}{{x=1}}\n")) },
        { "small in memory, large when indented", "a0=[" + string.Concat(Enumerable.Repeat("0,", 100)) + "]\n"
            + string.Concat(Enumerable.Range(0, 14).Select(i => $"a{i + 1}=[${{a{i}}},${{a{i}}}]\n"))
            + string.Concat(Enumerable.Range(14, 400).Select(i => $"a{i + 1}=[${{a{i}}}]\n")) },
        { "dots", new string('.', 1_000_000) },
        { "slashes", "a=" + string.Concat(Enumerable.Repeat("/ ", 500_000)) + "\n}" },
        { "exponents", "a=" + string.Concat(Enumerable.Repeat("1e+1", 250_000)) },
        { "literals", "a=" + string.Concat(Enumerable.Repeat("true", 250_000)) + "+" },
        { "dollars", "a=" + string.Concat(Enumerable.Repeat("${", 500_000)) },
        { "quoted key parts", string.Concat(Enumerable.Repeat("\"a\"", 300_000)) },
        { "open key", "\"" + new string('x', 1_000_000) },
        { "escapes", "a=\"" + string.Concat(Enumerable.Repeat("\\n", 500_000)) },
        { "undefined with a long name", "a=${" + new string('x', 1_000_000) + "}" },
        { "open string", "a=\"" + new string('x', 1_000_000) },
        { "comment", "#" + new string('x', 1_000_000) + "\n}" },
        { "whitespace", new string(' ', 1_000_000) + "}" },
        { "commas", new string(',', 100_000) },
        { "quotes", string.Concat(Enumerable.Repeat("\"\"\"", 100_001)) },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void A_bomb_gets_an_error_soon(string name, string text)
    {
        var watch = Stopwatch.StartNew();
        var fault = Assert.Throws<HoconException>(() => HoconRender.ToHocon(HoconDocument.ParseText(text).Resolve()));
        Assert.True(fault.Message.Length < 5000, $"a message of {fault.Message.Length} characters");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{name} took {watch.Elapsed}");
    }

    [Fact]
    public void Much_that_is_legal_is_read()
    {
        var large = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"list += {{ n = {i} }}\n"));
        Assert.Equal(20_000, HoconDocument.ParseText(large).Resolve().GetList("list").Count);
        Assert.Equal(1_000_000, HoconDocument.ParseText("a = " + new string('x', 1_000_000)).Resolve().GetString("a").Length);
        Assert.Equal(250, HoconDocument.ParseText(new string('[', 250) + new string(']', 250)).ResolveValue().ToString().Count(c => c == '['));
    }

    [Fact]
    public void Deep_values_are_read_on_a_small_stack()
    {
        var text = string.Concat(Enumerable.Repeat("a{b=[", 127)) + "${?x}" + string.Concat(Enumerable.Repeat("]}", 127));
        var failed = default(Exception);
        var thread = new Thread(() => failed = Record.Exception(() => HoconRender.ToHocon(HoconDocument.ParseText(text).Resolve())), 512 * 1024);
        thread.Start();
        thread.Join();
        Assert.True(failed is null or HoconException, failed?.ToString());
    }
}
