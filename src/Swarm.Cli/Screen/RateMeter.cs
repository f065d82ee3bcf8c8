namespace Swarm.Cli.Screen;

/// <summary>Rates over the last seconds, smoothed.</summary>
sealed class RateMeter
{
    const double Weight = 0.15;
    TimeSpan _at;
    long _bytes;
    long _items;

    public double Bytes { get; private set; }

    public double Items { get; private set; }

    public void Add(TimeSpan at, long bytes, long items)
    {
        var span = (at - _at).TotalSeconds;
        if (span < 0.05) return;
        Bytes = Blend(Bytes, (bytes - _bytes) / span);
        Items = Blend(Items, (items - _items) / span);
        (_at, _bytes, _items) = (at, bytes, items);
    }

    static double Blend(double old, double now) => old == 0 ? now : old + Weight * (now - old);
}
