namespace Swarm.Engine.Requesting;

/// <summary>When an origin may be asked next: spaced claims, and the server's own wish to be left alone. Pure: the time is handed in.</summary>
sealed class OriginGate
{
    DateTimeOffset _next = DateTimeOffset.MinValue;
    DateTimeOffset _parkedUntil = DateTimeOffset.MinValue;

    /// <summary>How long to wait before the next start, or null: now.</summary>
    public TimeSpan? Wait(DateTimeOffset now, DateTimeOffset? brokenUntil)
    {
        var due = Later(_next, Later(_parkedUntil, brokenUntil ?? DateTimeOffset.MinValue));
        return due > now ? due - now : null;
    }

    /// <summary>Takes the slot of now; the next one is a whole spacing away, so that no burst follows a pause.</summary>
    public void Claim(DateTimeOffset now, TimeSpan spacing) => _next = now + spacing;

    public void Park(DateTimeOffset until) => _parkedUntil = Later(_parkedUntil, until);

    static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
