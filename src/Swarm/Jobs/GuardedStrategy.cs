using Swarm.Domain;
using Swarm.Domain.Requests;

namespace Swarm.Jobs;

/// <summary>A strategy of the user's own, kept from harming the job: what it throws is told once for all, and answered as the most cautious would.</summary>
sealed class GuardedStrategy(IRequestStrategy own, Action<Failure> onFault) : IRequestStrategy
{
    static readonly PaceMemory Cautious = new(1, TimeSpan.Zero);

    public string Name => own.Name;

    public IOriginPace PaceFor(Origin origin, PaceMemory? remembered) => new Pace(this, Ask(() => own.PaceFor(origin, remembered), null));

    public bool Accepts(int status) => Ask(() => own.Accepts(status), false);

    public Verdict Judge(in AttemptFacts attempt, Random chance)
    {
        var facts = attempt;
        return Ask(() => own.Judge(facts, chance), Verdict.GiveUp);
    }

    T Ask<T>(Func<T> question, T otherwise)
    {
        try
        {
            return question();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            onFault(new Failure(Reason.Internal, Stage.Request, $"the strategy '{own.GetType().FullName}' failed: {e.GetType().Name}: {e.Message}"));
            return otherwise;
        }
    }

    sealed class Pace(GuardedStrategy strategy, IOriginPace? pace) : IOriginPace
    {
        public int Concurrency => Math.Max(1, strategy.Ask(() => pace?.Concurrency ?? 1, 1));

        public TimeSpan Spacing => strategy.Ask(() => pace?.Spacing ?? TimeSpan.Zero, TimeSpan.Zero);

        public void Observe(in AttemptFacts attempt)
        {
            var facts = attempt;
            strategy.Ask(() =>
            {
                pace?.Observe(facts);
                return true;
            }, false);
        }

        public PaceMemory Remember() => strategy.Ask(() => pace?.Remember(), null) ?? Cautious;
    }
}
