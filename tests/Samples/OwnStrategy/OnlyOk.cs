using Swarm.Domain;
using Swarm.Domain.Requests;

namespace OwnStrategy;

/// <summary>Keeps nothing but 200; tries nothing again but 400, after 1 to 10 s, five times in all. Four requests at once, half a second apart.</summary>
sealed class OnlyOk : IRequestStrategy
{
    public string Name => "only-ok";

    public IOriginPace PaceFor(Origin origin, PaceMemory? remembered) => new Steady();

    public bool Accepts(int status) => status == 200;

    public Verdict Judge(in AttemptFacts attempt, Random chance) => attempt is { Status: 400, Attempt: < 5 }
        ? Verdict.Retry(TimeSpan.FromSeconds(1 + (9 * chance.NextDouble())))
        : Verdict.GiveUp;

    /// <summary>A pace that learns nothing.</summary>
    sealed class Steady : IOriginPace
    {
        public int Concurrency => 4;

        public TimeSpan Spacing => TimeSpan.FromSeconds(0.5);

        public void Observe(in AttemptFacts attempt)
        {
        }

        public PaceMemory Remember() => new(Concurrency, Spacing);
    }
}
