using System.Globalization;
using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Crawling.Robots;

namespace Swarm.Engine.Requesting;

/// <summary>What is known of one origin's robots.txt, and whether it has to be asked for. State only; the requester sends.</summary>
sealed class RobotsGate(RobotsParts parts, TimeProvider time)
{
    /// <summary>Where what was known is too old and there is no new answer, it goes on counting, and is asked for again after this.</summary>
    static readonly TimeSpan AskAgain = TimeSpan.FromHours(1);

    RobotsRules? _rules;
    DateTimeOffset _goodUntil = DateTimeOffset.MinValue;
    Failure? _givenUp;

    /// <summary>Not even the store was asked.</summary>
    public bool IsNew { get; private set; } = true;

    /// <summary>The store or the server is being asked: nothing may start meanwhile.</summary>
    public bool IsAsking => IsRecalling || IsFetching;

    public bool IsRecalling { get; private set; }

    public bool IsFetching { get; private set; }

    /// <summary>Unanswered requests in a row.</summary>
    public int Tries { get; private set; }

    public DateTimeOffset Began { get; private set; }

    public DateTimeOffset FirstBegan { get; private set; }

    /// <summary>It is not known, or known for too long.</summary>
    public bool IsWanted => _givenUp is null && time.GetUtcNow() >= _goodUntil;

    /// <summary>What is kept of the delay that it asks for.</summary>
    public TimeSpan CrawlDelay { get; private set; }

    public IReadOnlyList<string> Sitemaps => _rules?.Sitemaps ?? [];

    public void Recall() => (IsNew, IsRecalling) = (false, true);

    public void Fetch()
    {
        (IsFetching, Began) = (true, time.GetUtcNow());
        if (Tries++ == 0) FirstBegan = Began;
    }

    /// <summary>What the store had; null: nothing.</summary>
    /// <returns>Whether that is enough.</returns>
    public bool Recalled(RobotsRecord? record)
    {
        IsRecalling = false;
        if (record is not null) TryTake(record);
        return !IsWanted;
    }

    /// <returns>False: the server could not say, and nothing is known from before.</returns>
    public bool Fetched(RobotsRecord record)
    {
        IsFetching = false;
        if (TryTake(record)) Tries = 0;
        else if (_rules is not null) _goodUntil = time.GetUtcNow() + AskAgain;
        return _rules is not null;
    }

    public void Abandoned() => IsFetching = false;

    public void GiveUp(string why) => _givenUp = Refused("robots.txt could not be had: " + why);

    /// <summary>Why this URL may not be asked for; null: it may, or nobody knows yet.</summary>
    public Failure? Refusal(WebUrl url)
    {
        if (_givenUp is not null) return _givenUp;
        if (_rules is null || IsWanted) return null;
        var verdict = _rules.Judge(url);
        return verdict.Allowed ? null : Refused(string.Create(CultureInfo.InvariantCulture, $"robots.txt line {verdict.Line}: {verdict.Rule}"));
    }

    bool TryTake(RobotsRecord record)
    {
        var rules = RobotsRules.For(record, parts.Agent);
        if (rules.IsUnknown) return false;
        (_rules, _goodUntil) = (rules, record.Fetched + parts.Options.RobotsAge);
        var delay = rules.CrawlDelay ?? TimeSpan.Zero;
        CrawlDelay = delay < parts.Options.CrawlDelayCap ? delay : parts.Options.CrawlDelayCap;
        return true;
    }

    static Failure Refused(string why) => new(Reason.Robots, Stage.Request, why) { IsFinal = true };
}
