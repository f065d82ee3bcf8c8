namespace Swarm.Engine.Coordination;

/// <summary>When the next bundle that waits for another try is due; true also while the frontier is being asked. Pure.</summary>
sealed class DueClock
{
    DateTimeOffset? _next;
    DateTimeOffset? _sinceAsked;

    public bool IsAsking { get; private set; }

    /// <summary>Null where none waits.</summary>
    public DateTimeOffset? Next => _next;

    public void Put(DateTimeOffset due)
    {
        _next = Earlier(_next, due);
        _sinceAsked = Earlier(_sinceAsked, due);
    }

    public void Ask() => (IsAsking, _sinceAsked) = (true, null);

    public void Answer(DateTimeOffset? next)
    {
        IsAsking = false;
        _next = next is { } known ? Earlier(_sinceAsked, known) : _sinceAsked;
    }

    static DateTimeOffset Earlier(DateTimeOffset? a, DateTimeOffset b) => a is { } known && known < b ? known : b;
}
