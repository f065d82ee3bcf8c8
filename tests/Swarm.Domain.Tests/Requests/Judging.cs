using Swarm.Domain.Requests;

namespace Swarm.Domain.Tests.Requests;

/// <summary>An attempt's end told briefly, and a strategy asked about it.</summary>
static class Judging
{
    public static readonly IRequestStrategy Lenient = new ConfiguredStrategy(StrategyPresets.Lenient);

    public static readonly IRequestStrategy Backoff = new ConfiguredStrategy(StrategyPresets.Backoff);

    public static AttemptFacts Answer(int status, int attempt = 1) => new() { Attempt = attempt, Status = status };

    public static AttemptFacts Broken(Reason reason, int attempt = 1) =>
        new() { Attempt = attempt, Failure = new Failure(reason, Stage.Head, "") };

    public static Verdict Judge(this IRequestStrategy strategy, AttemptFacts attempt) => strategy.Judge(attempt, new Random(1));

    /// <summary>Asks again as long as the strategy wants to; the last status is repeated.</summary>
    public static (int Requests, double[] Waits, VerdictKind End) Play(this IRequestStrategy strategy, params int[] statuses)
    {
        var waits = new List<double>();
        for (var attempt = 1; ; attempt++)
        {
            var verdict = strategy.Judge(Answer(statuses[Math.Min(attempt, statuses.Length) - 1], attempt));
            if (verdict.Kind != VerdictKind.Retry) return (attempt, [.. waits], verdict.Kind);
            waits.Add(verdict.After.TotalSeconds);
        }
    }
}
