namespace Swarm.Engine.Coordination;

/// <summary>How many bundles wait for another try and when the next is due; true also while the frontier is being asked. Pure.</summary>
sealed class DueClock
{
    DateTimeOffset? _next;
    DateTimeOffset? _sinceAsked;

    public long Waiting { get; private set; }

    public bool IsAsking { get; private set; }

    public DateTimeOffset? Next => IsAsking ? null : _next;

    public void Opened(long waiting, DateTimeOffset? next) => (Waiting, _next) = (waiting, next);

    public void Put(DateTimeOffset due)
    {
        Waiting++;
        _next = Earlier(_next, due);
        _sinceAsked = Earlier(_sinceAsked, due);
    }

    public void Ask() => (IsAsking, _sinceAsked) = (true, null);

    public void Answer(int taken, DateTimeOffset? next)
    {
        (IsAsking, Waiting) = (false, Waiting - taken);
        _next = next is { } known ? Earlier(_sinceAsked, known) : _sinceAsked;
    }

    static DateTimeOffset Earlier(DateTimeOffset? a, DateTimeOffset b) => a is { } known && known < b ? known : b;
}
