namespace Akka.Actor;

/// <summary>What an actor will do when the last of its dying children is gone.</summary>
enum ChildrenWait
{
    None,
    Recreation,
    Creation,
    Termination,
}

/// <summary>The children of one actor, by name; a dying one keeps its name until it is gone. Guarded by its own lock.</summary>
sealed class Children
{
    const string NameCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";

    readonly Dictionary<string, ChildStats?> byName = [];
    int dying;
    long names;

    public ChildrenWait Wait { get; set; }

    public Exception? Cause { get; set; }

    public bool AnyDying => dying > 0;

    /// <summary>$a, $b, … $~, $ab, …</summary>
    public string NextName()
    {
        Span<char> name = stackalloc char[12];
        name[0] = '$';
        var length = 1;
        var rest = names++;
        do
        {
            name[length++] = NameCharacters[(int)(rest & 63)];
            rest >>= 6;
        }
        while (rest > 0);
        return new string(name[..length]);
    }

    public void Reserve(string name)
    {
        if (!byName.TryAdd(name, null))
            throw new InvalidActorNameException($"Actor name \"{name}\" is not unique!");
    }

    public void Unreserve(string name) => byName.Remove(name);

    public void Add(string name, ChildStats child) => byName[name] = child;

    public ChildStats? Find(string name) => byName.GetValueOrDefault(name);

    public LocalActorRef[] Refs()
    {
        var refs = new List<LocalActorRef>(byName.Count);
        foreach (var child in byName.Values)
            if (child is not null)
                refs.Add(child.Ref);
        return [.. refs];
    }

    public ChildStats[] Stats() => [.. byName.Values.OfType<ChildStats>()];

    public void MarkDying(LocalActorRef child)
    {
        if (Find(child.Path.Name) is not { IsDying: false } stats || !ReferenceEquals(stats.Ref, child))
            return;
        stats.IsDying = true;
        dying++;
    }

    /// <summary>Forgets a child; says what its parent was waiting for, if this was the last one dying.</summary>
    public ChildrenWait Remove(LocalActorRef child)
    {
        if (Find(child.Path.Name) is not { } stats || !ReferenceEquals(stats.Ref, child))
            return ChildrenWait.None;
        byName.Remove(child.Path.Name);
        if (!stats.IsDying || --dying > 0)
            return ChildrenWait.None;
        var ended = Wait;
        Wait = ChildrenWait.None;
        return ended;
    }
}

/// <summary>A child, and how often it was restarted within the window of its supervisor's strategy.</summary>
sealed class ChildStats(LocalActorRef child)
{
    int restarts;
    long windowStart;

    public LocalActorRef Ref => child;

    public bool IsDying { get; set; }

    public bool RequestRestart(int maxRetries, int withinMilliseconds)
    {
        if (maxRetries == 0)
            return false;
        if (withinMilliseconds > 0)
            return RetriesInWindow(maxRetries > 0 ? maxRetries : 1, withinMilliseconds);
        return maxRetries < 0 || ++restarts <= maxRetries;
    }

    bool RetriesInWindow(int maxRetries, int withinMilliseconds)
    {
        // The window opens with the first restart; once it is over, the next restart opens a new one.
        var now = TimeProvider.System.GetTimestamp();
        if (restarts == 0)
            windowStart = now;
        if (TimeProvider.System.GetElapsedTime(windowStart, now).TotalMilliseconds <= withinMilliseconds)
            return ++restarts <= maxRetries;
        restarts = 1;
        windowStart = now;
        return true;
    }
}
