using System.Diagnostics;
using System.Text;

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
        Assert.Throws<HoconException>(() => HoconRender.ToJson(HoconDocument.ParseText(text).Resolve()));
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

    /// <summary>Whatever the text, the answer is a value that renders and parses back to itself, or a HoconException.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Mutated_texts_give_a_value_or_a_hocon_error(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 60_000; i++)
        {
            var text = Mutate(random);
            try
            {
                var value = HoconDocument.ParseText(text).ResolveValue(static name => name == "HOME" ? "/" : null);
                if (i % 8 != 0)
                    continue;
                var json = HoconRender.ToJson(value);
                Assert.Equal(json, HoconRender.ToJson(HoconDocument.ParseText(HoconRender.ToHocon(value)).ResolveValue()));
            }
            catch (HoconException)
            {
                // What it should be for what is no HOCON.
            }
            catch (Exception e)
            {
                Assert.Fail($"{e.GetType().Name} for {System.Text.Json.JsonSerializer.Serialize(text)}: {e}");
            }
        }
    }

    static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ":", "=", "+=", ",", "\n", " ", "\"", "\"\"\"", "${", "${?", "}", "a", "b", "c", "a.b", "a.b.c", "${a}", "${?b}", "${a.b}",
        "${?c}", "1", "-1.5e+3", "true", "null", "#", "//", "include", "include \"x\"", "required(", "file(", ")", "\\", "\\u", "\\n", "+", "-", ".", "..",
        "\t", "\r", "\u00A0", "\uFEFF", "\uD800", "\0", "$", "HOME", "${HOME[]}", "é", "{a=1}", "[1]", "a={b=${?a.c}}\n", "a+=1\n", "a=${a}[2]\n", "b=${a}{c=1}\n",
    ];

    static string Mutate(Random random)
    {
        var text = new StringBuilder();
        for (var n = random.Next(1, 14); n > 0; n--)
        {
            if (random.Next(3) == 0)
                text.Append("abc"[random.Next(3)]).Append('=').Append(Pieces[random.Next(Pieces.Length)]).Append('\n');
            else
                text.Append(Pieces[random.Next(Pieces.Length)]);
        }
        if (random.Next(4) == 0)
            text[random.Next(text.Length)] = (char)random.Next(0x20, 0x7F);
        return text.ToString();
    }
}
