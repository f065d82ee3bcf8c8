using Akka.Actor;
using Swarm.Domain.Frontier;
using Swarm.Engine.Reporting;

namespace Swarm.Engine.Tests.Reporting;

public sealed class ReporterTests : EngineKit
{
    [Fact]
    public void An_observer_that_throws_is_left_out_and_the_others_hear_on()
    {
        var (before, bad, after) = (new Listener(), new Listener { Throws = true }, new Listener());
        IReadOnlyList<IJobObserver> all = [before, bad, after];
        var reporter = Sys.ActorOf(Props.Create(() => new ReporterActor(all)));

        for (var i = 0; i < 3; i++) reporter.Tell(new JobBegan(default(FrontierCounts)));
        reporter.Tell(new Drained());

        ExpectMsg<Drained>();
        Assert.Equal((3, 1, 3), (before.Heard, bad.Heard, after.Heard));
    }

    sealed class Listener : IJobObserver
    {
        public bool Throws { get; init; }

        public int Heard { get; private set; }

        public void OnFact(JobFact fact)
        {
            Heard++;
            if (Throws) throw new InvalidOperationException("deaf");
        }
    }
}
