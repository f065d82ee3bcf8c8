using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using Swarm.Hocon;

namespace Swarm.Benchmarks;

/// <summary>A megabyte of HOCON, parsed and resolved; the promise is 50 ms.</summary>
[MemoryDiagnoser]
public class HoconBenchmarks
{
    const int Characters = 1_000_000;

    string _text = "";

    [Params("flat", "paths", "nested", "arrays", "json", "substitutions", "prototypes", "escapes", "multi-line", "comments", "appends")]
    public string Shape { get; set; } = "";

    [GlobalSetup]
    public void Write()
    {
        var (head, line, tail) = Of(Shape);
        var text = new StringBuilder(head, Characters + 200);
        for (var i = 0; text.Length < Characters; i++)
            text.AppendFormat(CultureInfo.InvariantCulture, line, i);
        _text = text.Append(tail).ToString();
    }

    [Benchmark]
    public HoconValue ParseAndResolve() => HoconDocument.ParseText(_text).ResolveValue();

    [Benchmark]
    public HoconDocument Parse() => HoconDocument.ParseText(_text);

    static (string Head, CompositeFormat Line, string Tail) Of(string shape)
    {
        var (head, line, tail) = shape switch
        {
            "flat" => ("", "key-{0} = value {0}\n", ""),
            "paths" => ("", "a.b.c{0} = {0}\n", ""),
            "nested" => ("", "s{0} {{ host = \"h{0}.example.org\", slots = 4, inner {{ on = true, delay = 250ms }} }}\n", ""),
            "arrays" => ("a = [\n", "[{0}, 1.5, x{0}]\n", "]"),
            "json" => ("[", "{{\"id\":{0},\"name\":\"n {0}\",\"tags\":[\"a\",\"b\"],\"on\":true,\"none\":null}},", "{}]"),
            "substitutions" => ("base.x = /data\n", "k{0} = ${{base.x}}/item-{0}\n", ""),
            "prototypes" => ("base {x = 1, y = 2}\n", "k{0} = ${{base}} {{ n = {0} }}\n", ""),
            "escapes" => ("", "k{0} = \"a\\tb\\n\\u00e9 \\\"q\\\" {0}\"\n", ""),
            "multi-line" => ("", "k{0} = \"\"\"line {0}\nanother\"\"\"\n", ""),
            "comments" => ("", "# about the key, and more about it in this line\nkey-{0} = 1 // beside\n", ""),
            _ => ("", "list += item {0}\n", ""),
        };
        return (head, CompositeFormat.Parse(line), tail);
    }
}
