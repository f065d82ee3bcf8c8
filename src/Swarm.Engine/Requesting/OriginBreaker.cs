using Polly;
using Polly.CircuitBreaker;
using Swarm.Domain;
using Swarm.Engine.Transferring;

namespace Swarm.Engine.Requesting;

/// <summary>One origin's circuit breaker (Polly): transport failures park the origin, one probe at a time tells whether it is back. Used by one actor.</summary>
sealed class OriginBreaker
{
    readonly CircuitBreakerStateProvider _state = new();
    readonly ResiliencePipeline<AttemptEnded> _pipeline;
    readonly TimeProvider _time;
    readonly BreakerOptions _options;
    DateTimeOffset? _downSince;

    public OriginBreaker(BreakerOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _pipeline = new ResiliencePipelineBuilder<AttemptEnded> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<AttemptEnded>
            {
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result is { } ended && IsDead(ended)),
                FailureRatio = options.Ratio,
                MinimumThroughput = Math.Max(2, options.Failures),
                SamplingDuration = options.Sampling,
                BreakDurationGenerator = args => ValueTask.FromResult(Pause(args.HalfOpenAttempts)),
                StateProvider = _state,
                OnOpened = OnOpened,
                OnClosed = _ =>
                {
                    _downSince = null;
                    return default;
                },
            })
            .Build();
    }

    /// <summary>Until when the origin is parked.</summary>
    public DateTimeOffset ParkedUntil { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>Not known to be back: only one request at a time.</summary>
    public bool IsProbing => _state.CircuitState != CircuitState.Closed;

    /// <summary>Dead for longer than the options bear.</summary>
    public bool IsHopeless => _options.GiveUpAfter > TimeSpan.Zero && _downSince is { } since && _time.GetUtcNow() - since >= _options.GiveUpAfter;

    /// <summary>Counts an attempt's end. What began before the circuit opened says nothing new.</summary>
    public void Record(AttemptEnded ended)
    {
        if (IsProbing && _time.GetUtcNow() < ParkedUntil) return;
        try
        {
            _pipeline.Execute(static ended => ended, ended);
        }
        catch (BrokenCircuitException)
        {
            // Another end has just opened it: this one is no news.
        }
    }

    ValueTask OnOpened(OnCircuitOpenedArguments<AttemptEnded> args)
    {
        _downSince ??= _time.GetUtcNow();
        ParkedUntil = _time.GetUtcNow() + args.BreakDuration;
        return default;
    }

    TimeSpan Pause(int failedProbes)
    {
        var pause = _options.Break * Math.Pow(2, Math.Min(failedProbes, 16));
        return pause < _options.MaximumBreak ? pause : _options.MaximumBreak;
    }

    static bool IsDead(AttemptEnded ended) =>
        ended.Failure?.Reason is Reason.Dns or Reason.Connect or Reason.Timeout or Reason.Reset && ended.Status == 0;
}
