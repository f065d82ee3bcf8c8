using BenchmarkDotNet.Attributes;

namespace Swarm.Benchmarks;

/// <summary>What a message, a question and a new actor cost; the whole table in a minute is made by <see cref="ActorTable"/>.</summary>
[MemoryDiagnoser]
public class ActorBenchmarks
{
    const int Messages = 1_000_000;
    const int Questions = 100_000;
    const int Actors = 10_000;

    ActorWork work = null!;

    [IterationSetup]
    public void Start() => work = new();

    [IterationCleanup]
    public void Stop() => work.Dispose();

    [Benchmark(OperationsPerInvoke = Messages)]
    public Task OneToOne() => work.OneToOne(Messages);

    [Benchmark(OperationsPerInvoke = Messages)]
    public Task PingPong() => work.PingPong(Messages, balls: 1);

    [Benchmark(OperationsPerInvoke = Messages)]
    public Task PingPongWith30Balls() => work.PingPong(Messages, balls: 30);

    [Benchmark(OperationsPerInvoke = Questions)]
    public Task Ask() => work.Ask(Questions);

    [Benchmark(OperationsPerInvoke = Actors)]
    public Task StartActors() => work.Start(Actors);
}
