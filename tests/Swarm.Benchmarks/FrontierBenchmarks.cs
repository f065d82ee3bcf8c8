using System.Globalization;
using BenchmarkDotNet.Attributes;
using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Writing;
using Swarm.IO.State;

namespace Swarm.Benchmarks;

/// <summary>What the state costs: 20,000 bundles added and settled in batches of 500.</summary>
[MemoryDiagnoser]
public class FrontierBenchmarks
{
    const int Bundles = 20_000;
    const int Batch = 500;

    string _folder = "";

    [IterationSetup]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("swarm-bench-").FullName;

    [IterationCleanup]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Benchmark(OperationsPerInvoke = Bundles)]
    public void AddAndSettle()
    {
        using var frontier = SqliteFrontier.Open(new StateFolder(_folder), Durability.Process, TimeProvider.System);
        for (var first = 0; first < Bundles; first += Batch)
        {
            var added = frontier.Add([.. Enumerable.Range(first, Batch).Select(ProposalOf)], null).Added;
            frontier.Settle([.. added.Select(lease => new Settlement(lease.Id, 1, new Outcome(OutcomeKind.Done) { Status = 200, Length = 4096, File = lease.Path }, null, null))]);
        }
    }

    static Proposal ProposalOf(int number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"d{number % 200:000}/f{number:00000}.bin");
        return new Proposal(new Bundle(WebUrl.Parse("http://127.0.0.1:8080/" + name)), "127.0.0.1_8080/" + name);
    }
}
