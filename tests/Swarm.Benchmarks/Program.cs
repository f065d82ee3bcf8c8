using BenchmarkDotNet.Running;

namespace Swarm.Benchmarks;

/// <summary><c>dotnet run -c Release --project tests/Swarm.Benchmarks -- --filter '*'</c>: what the paths of every URL cost, apart.</summary>
static class Program
{
    static void Main(string[] args) => BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
}
