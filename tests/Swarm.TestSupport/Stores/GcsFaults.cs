namespace Swarm.TestSupport.Stores;

/// <summary>What a request to the stub is for.</summary>
public enum GcsCall
{
    Token,
    Bucket,
    List,
    Stat,
    Media,
    Put,
    Initiate,
    Chunk,
    Query,
    Abort,
    Rewrite,
    Delete,
}

/// <summary>What the stub does wrong.</summary>
public enum GcsFaultKind
{
    /// <summary>Answers <see cref="GcsFault.Status"/>, with Retry-After where given, and does nothing.</summary>
    Refuse,

    /// <summary>Closes the connection before anything is done.</summary>
    Cut,

    /// <summary>Does what was asked for and closes the connection instead of answering.</summary>
    LoseAnswer,

    /// <summary>Keeps <see cref="GcsFault.Amount"/> bytes of the chunk.</summary>
    HoldLess,

    /// <summary>Forgets all that it held and says 308 without a range.</summary>
    HoldNone,

    /// <summary>Says that it holds <see cref="GcsFault.Amount"/> bytes more than it does.</summary>
    HoldMore,

    /// <summary>Says <see cref="GcsFault.Text"/> where the range should be.</summary>
    OddRange,

    /// <summary>Forgets the session and answers <see cref="GcsFault.Status"/>.</summary>
    ForgetSession,

    /// <summary>Says 201 instead of 200.</summary>
    Created,

    /// <summary>Gives other checksums than the object's.</summary>
    WrongChecksum,

    /// <summary>Gives no checksums.</summary>
    NoChecksum,

    /// <summary>Makes the object of the first chunk alone.</summary>
    EndEarly,

    /// <summary>Leaves the session's URL out.</summary>
    NoLocation,

    /// <summary>Gives the page token that it was given.</summary>
    RepeatToken,

    /// <summary>Rewrites nothing.</summary>
    StandStill,

    /// <summary>Answers in text that is no JSON.</summary>
    NoJson,
}

/// <summary>One thing to be done wrong, once.</summary>
public sealed record GcsFault(GcsCall Call, GcsFaultKind Kind)
{
    /// <summary>Requests of that kind to be answered well before.</summary>
    public int After { get; init; }

    public int Status { get; init; } = 503;

    public string? RetryAfter { get; init; }

    public long Amount { get; init; }

    public string Text { get; init; } = "";
}

/// <summary>The script of what the stub does wrong, and what of it was met.</summary>
public sealed class GcsFaults
{
    readonly Lock _lock = new();
    readonly List<(GcsFault Fault, int Left)> _script = [];
    readonly List<GcsFault> _hit = [];

    public IReadOnlyList<GcsFault> Hit
    {
        get
        {
            lock (_lock) return [.. _hit];
        }
    }

    /// <summary>Faults that no request has met yet.</summary>
    public int Left
    {
        get
        {
            lock (_lock) return _script.Count;
        }
    }

    public void Add(params GcsFault[] faults)
    {
        lock (_lock) _script.AddRange(faults.Select(fault => (fault, fault.After)));
    }

    /// <summary>From here on all goes well.</summary>
    public void Clear()
    {
        lock (_lock) _script.Clear();
    }

    internal GcsFault? Take(GcsCall call)
    {
        lock (_lock)
        {
            var at = _script.FindIndex(entry => entry.Fault.Call == call);
            if (at < 0) return null;
            var (fault, left) = _script[at];
            if (left > 0)
            {
                _script[at] = (fault, left - 1);
                return null;
            }

            _script.RemoveAt(at);
            _hit.Add(fault);
            return fault;
        }
    }
}
