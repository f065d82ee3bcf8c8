using System.Globalization;
using BenchmarkDotNet.Running;

namespace Swarm.Benchmarks;

/// <summary>
/// <c>dotnet run -c Release --project tests/Swarm.Benchmarks -- --filter '*'</c>: what the paths of every URL cost, apart.
/// <c>… -- actors [rounds [row]]</c>: the table of the actor runtime, in a minute.
/// </summary>
static class Program
{
    static async Task Main(string[] args)
    {
        if (args is ["actors", .. var rest])
            await ActorTable.Print(rest is [var rounds, ..] ? int.Parse(rounds, CultureInfo.InvariantCulture) : 10, rest is [_, var row] ? row : "");
        else
            BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
    }
}
