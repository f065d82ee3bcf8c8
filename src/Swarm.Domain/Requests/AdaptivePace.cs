namespace Swarm.Domain.Requests;

/// <summary>
/// Additive increase, multiplicative decrease of one origin's concurrency. A cut counts once per round: what was already under way when
/// the origin pushed back says nothing new. Where one request at a time is still too many, spacing grows instead.
/// </summary>
sealed class AdaptivePace : IOriginPace
{
    readonly AdaptiveOptions _options;
    readonly TimeSpan _leastSpacing;
    double _concurrency;
    double _best = double.PositiveInfinity;
    double _smoothed;
    int _deafFor;

    public AdaptivePace(AdaptiveOptions options, TimeSpan leastSpacing, PaceMemory? remembered)
    {
        (_options, _leastSpacing) = (options, leastSpacing);
        _concurrency = Math.Clamp(remembered?.Concurrency ?? options.Start, options.Minimum, options.Maximum);
        Spacing = remembered is { } memory && memory.Spacing > leastSpacing ? memory.Spacing : leastSpacing;
    }

    public int Concurrency => Math.Max(1, (int)_concurrency);

    public TimeSpan Spacing { get; private set; }

    public void Observe(in AttemptFacts attempt)
    {
        if (_deafFor > 0) _deafFor--;
        if (PushedBack(attempt)) Cut(_options.Cut);
        else if (attempt.Failure is null) Learn(attempt.Latency.TotalSeconds);
    }

    public PaceMemory Remember() => new(_concurrency, Spacing);

    static bool PushedBack(in AttemptFacts attempt) =>
        attempt.Status is 429 or 503 || attempt.Failure?.Reason is Reason.Timeout or Reason.Slow or Reason.Connect or Reason.Reset;

    void Learn(double latency)
    {
        _best = Math.Min(_best * 1.001, latency);
        _smoothed = _smoothed == 0 ? latency : _smoothed * 0.8 + latency * 0.2;
        // Below a few milliseconds latency is the machine's noise, not the origin's load.
        if (_smoothed > Math.Max(_best * _options.LatencyTolerance, 0.005))
        {
            Cut(0.9);
            return;
        }

        _concurrency = Math.Min(_concurrency + _options.Step / Math.Max(1, _concurrency), _options.Maximum);
        if (Spacing > _leastSpacing) Spacing = Max(_leastSpacing, Spacing * 0.9);
    }

    void Cut(double by)
    {
        if (_deafFor > 0) return;
        if (_concurrency <= _options.Minimum && by < 0.9)
            Spacing = Max(_options.FirstSpacing, Min(Spacing * 2, _options.MaximumSpacing));
        _deafFor = Concurrency;
        _concurrency = Math.Max(_options.Minimum, _concurrency * by);
    }

    static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
