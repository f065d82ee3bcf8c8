using BenchmarkDotNet.Attributes;
using Swarm.Domain;
using Swarm.Domain.Naming;

namespace Swarm.Benchmarks;

/// <summary>What each line of a list costs before it is asked for.</summary>
[MemoryDiagnoser]
public class UrlBenchmarks
{
    static readonly WebUrl Plain = WebUrl.Parse("https://data.example.org/2026/11/part-000123.bin");
    static readonly WebUrl Query = WebUrl.Parse("https://data.example.org/get?file=a%20b&part=7");
    readonly INamer _safe = Namers.Create("safe", null);

    [Benchmark(Baseline = true)]
    public WebUrl Canonical() => WebUrl.Parse("https://data.example.org/2026/11/part-000123.bin");

    [Benchmark]
    public WebUrl Rewritten() => WebUrl.Parse("HTTPS://Data.Example.Org:443/2026/./11/part 000123.bin");

    [Benchmark]
    public WebUrl? Resolved() => Plain.Resolve("../12/part-000001.bin?x=1");

    [Benchmark]
    public string SafeName() => _safe.Propose(new Bundle(Plain), 1, null).Path;

    [Benchmark]
    public string SafeNameWithQuery() => _safe.Propose(new Bundle(Query), 1, null).Path;

    [Benchmark]
    public ulong NameKey() => unchecked((ulong)NameRules.Key("data.example.org/2026/11/part-000123.bin"));
}
