using System.Diagnostics;
using System.Globalization;
using Akka.Actor;

namespace Swarm.Benchmarks;

/// <summary>
/// The table of <see cref="ActorWork"/>: of several rounds the best, since other work on the machine only ever makes a round slower. Where
/// others take the processors away, their time tells more than the time that went by.
/// </summary>
static class ActorTable
{
    const int Messages = 1_000_000;
    const int Questions = 100_000;
    const int Actors = 20_000;

    static readonly Row[] Rows =
    [
        new("one to one", "million messages/s", Messages, w => w.OneToOne(Messages), c => 1e-6 / c.Seconds),
        new("ping-pong, 1 ball", "million messages/s", Messages, w => w.PingPong(Messages, balls: 1), c => 1e-6 / c.Seconds),
        new("ping-pong, 30 balls", "million messages/s", Messages, w => w.PingPong(Messages, balls: 30), c => 1e-6 / c.Seconds),
        new("actors started", "thousand/s", Actors, w => w.Start(Actors), c => 1e-3 / c.Seconds),
        new("ask", "µs", Questions, w => w.Ask(Questions), c => 1e6 * c.Seconds),
        new("idle actor", "bytes", Actors, w => w.Populate(Actors), c => c.Kept),
        new("allocated per tell", "bytes", Messages, w => w.OneToOne(Messages), c => c.Allocated),
        new("allocated per ask", "bytes", Questions, w => w.Ask(Questions), c => c.Allocated),
        new("allocated per start", "bytes", Actors, w => w.Start(Actors), c => c.Allocated),
    ];

    /// <param name="rounds">How often each row is measured.</param>
    /// <param name="only">The start of the names of the rows wanted.</param>
    public static async Task Print(int rounds, string only)
    {
        Console.WriteLine($"on {typeof(ActorSystem).Assembly.GetName().Name}");
        foreach (var row in Rows.Where(r => r.Name.StartsWith(only, StringComparison.Ordinal)))
        {
            var costs = new List<Cost>();
            for (var round = 0; round < rounds; round++) costs.Add(await Measure(row));
            var best = new Cost(
                costs.Min(c => c.Seconds), costs.Min(c => c.ProcessorSeconds), costs.Min(c => c.Kept), costs.Min(c => c.Allocated));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Name,-20} {row.Figure(best),10:0.00} {row.Unit,-20} {best.ProcessorSeconds * 1e9,8:0} ns of processors"));
        }
    }

    /// <summary>Of one operation.</summary>
    static async Task<Cost> Measure(Row row)
    {
        using var work = new ActorWork();
        var (kept, allocated) = (GC.GetTotalMemory(forceFullCollection: true), GC.GetTotalAllocatedBytes(precise: true));
        var (start, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await row.Run(work);
        var (elapsed, processors) = (Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - used);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        kept = GC.GetTotalMemory(forceFullCollection: true) - kept;
        double each = row.Operations;
        return new Cost(elapsed.TotalSeconds / each, processors.TotalSeconds / each, kept / each, allocated / each);
    }

    readonly record struct Cost(double Seconds, double ProcessorSeconds, double Kept, double Allocated);

    sealed record Row(string Name, string Unit, int Operations, Func<ActorWork, Task> Run, Func<Cost, double> Figure);
}
