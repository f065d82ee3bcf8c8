using Akka.Event;

namespace Akka.TestKit;

/// <summary>Takes log events that fit.</summary>
public interface IEventFilter
{
    bool Apply(LogEvent logEvent);
}
