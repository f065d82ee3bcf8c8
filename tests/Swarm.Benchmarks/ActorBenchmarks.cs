using Akka.Actor;
using BenchmarkDotNet.Attributes;

namespace Swarm.Benchmarks;

/// <summary>What a message costs; in Akka's names alone, so that it measures either runtime.</summary>
[MemoryDiagnoser]
public class ActorBenchmarks
{
    const int Messages = 1_000_000;

    ActorSystem _system = null!;

    [GlobalSetup]
    public void Start() => _system = ActorSystem.Create("bench");

    [GlobalCleanup]
    public Task Stop() => _system.Terminate();

    [Benchmark(OperationsPerInvoke = Messages)]
    public Task PingPong()
    {
        var done = new TaskCompletionSource();
        var pong = _system.ActorOf(Props.Create(() => new Echo()));
        var ping = _system.ActorOf(Props.Create(() => new Counter(pong, Messages / 2, done)));
        for (var i = 0; i < 30; i++) pong.Tell(Ball, ping);
        return done.Task;
    }

    [Benchmark(OperationsPerInvoke = Messages)]
    public Task OneToOne()
    {
        var done = new TaskCompletionSource();
        var counter = _system.ActorOf(Props.Create(() => new Counter(ActorRefs.Nobody, Messages, done)));
        for (var i = 0; i < Messages; i++) counter.Tell(Ball);
        return done.Task;
    }

    static readonly object Ball = new();

    sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(m => Sender.Tell(m));
    }

    sealed class Counter : ReceiveActor
    {
        public Counter(IActorRef back, int count, TaskCompletionSource done) => ReceiveAny(m =>
        {
            if (--count == 0) done.TrySetResult();
            else if (count > 0) back.Tell(m, Self);
        });
    }
}
