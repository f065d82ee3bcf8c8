namespace Swarm.Engine.Requesting;

/// <summary>When an origin may be asked next: spaced claims, and the server's own wish to be left alone. Pure: the time is handed in.</summary>
sealed class OriginGate
{
    DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>Until when the server asked to be left alone.</summary>
    public DateTimeOffset ParkedUntil { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>How long to wait before the next start, or null: now.</summary>
    public TimeSpan? Wait(DateTimeOffset now, DateTimeOffset brokenUntil)
    {
        var due = Later(_next, Later(ParkedUntil, brokenUntil));
        return due > now ? due - now : null;
    }

    /// <summary>Takes the slot of now; the next one is a whole spacing away, so that no burst follows a pause.</summary>
    public void Claim(DateTimeOffset now, TimeSpan spacing) => _next = now + spacing;

    public void Park(DateTimeOffset until) => ParkedUntil = Later(ParkedUntil, until);

    public static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
