using System.Text;
using Akka.Event;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit.Internal;

/// <summary>A filter by text and source of an event.</summary>
public abstract class EventFilterBase : IEventFilter
{
    readonly IStringMatcher messageMatcher;
    readonly IStringMatcher sourceMatcher;

    protected EventFilterBase(IStringMatcher? messageMatcher, IStringMatcher? sourceMatcher)
    {
        this.messageMatcher = messageMatcher ?? MatchesAll.Instance;
        this.sourceMatcher = sourceMatcher ?? MatchesAll.Instance;
    }

    internal event EventHandler? Matched;

    protected abstract string FilterDescriptiveName { get; }

    public bool Apply(LogEvent logEvent)
    {
        if (!IsMatch(logEvent))
            return false;
        OnEventMatched(logEvent);
        return true;
    }

    public override string ToString()
    {
        var text = new StringBuilder(FilterDescriptiveName);
        if (messageMatcher is not MatchesAll)
            text.Append(" when Message ").Append(messageMatcher);
        if (sourceMatcher is not MatchesAll)
            text.Append(messageMatcher is MatchesAll ? " when Source " : " and Source ").Append(sourceMatcher);
        return text.ToString();
    }

    protected abstract bool IsMatch(LogEvent evt);

    protected virtual void OnEventMatched(LogEvent logEvent) => Matched?.Invoke(this, EventArgs.Empty);

    protected bool InternalDoMatch(string src, object? msg) =>
        sourceMatcher.IsMatch(src) && messageMatcher.IsMatch(msg?.ToString() ?? "null");
}
