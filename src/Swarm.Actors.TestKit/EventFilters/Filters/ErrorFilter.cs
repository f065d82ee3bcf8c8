using Akka.Event;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit.Internal;

/// <summary>Takes errors by their exception; the text may be that of the event or of the exception.</summary>
public class ErrorFilter : EventFilterBase
{
    readonly Type? exceptionType;
    readonly bool recurseInnerExceptions;

    public ErrorFilter(IStringMatcher? messageMatcher = null, IStringMatcher? sourceMatcher = null)
        : this(null, messageMatcher, sourceMatcher) { }

    public ErrorFilter(
        Type? exceptionType, IStringMatcher? messageMatcher = null, IStringMatcher? sourceMatcher = null, bool recurseInnerExceptions = false)
        : base(messageMatcher, sourceMatcher)
    {
        if (exceptionType?.IsAssignableTo(typeof(Exception)) == false)
            throw new ArgumentException($"The type must be an exception. It was: {exceptionType}", nameof(exceptionType));
        this.exceptionType = exceptionType;
        this.recurseInnerExceptions = recurseInnerExceptions;
    }

    protected override string FilterDescriptiveName => exceptionType is null ? "Error" : $"Error with Cause <{exceptionType}>";

    protected override bool IsMatch(LogEvent evt) => evt is Error && IsMatch(evt, evt.Cause);

    bool IsMatch(LogEvent evt, Exception? cause) => cause switch
    {
        null => exceptionType is null && InternalDoMatch(evt.LogSource, evt.Message),
        _ when exceptionType?.IsInstanceOfType(cause) != false
            && (InternalDoMatch(evt.LogSource, evt.Message) || InternalDoMatch(evt.LogSource, cause.Message)) => true,
        _ => recurseInnerExceptions && IsMatch(evt, cause.InnerException),
    };
}
