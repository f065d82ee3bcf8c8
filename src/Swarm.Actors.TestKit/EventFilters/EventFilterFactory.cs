using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>Says which log events, or dead letters, a block of a test must cause.</summary>
public class EventFilterFactory
{
    readonly TestKitBase kit;
    readonly Predicate<object>[] others;

    public EventFilterFactory(TestKitBase testkit)
        : this(testkit, []) { }

    internal EventFilterFactory(TestKitBase testkit, Predicate<object>[] others)
    {
        kit = testkit;
        this.others = others;
    }

    public IEventFilterApplier Debug(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Of<Debug>(Texts(message, start, contains), source);

    public IEventFilterApplier Debug(Regex pattern, string? source = null) => Of<Debug>(pattern.IsMatch, source);

    public IEventFilterApplier Info(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Of<Info>(Texts(message, start, contains), source);

    public IEventFilterApplier Info(Regex pattern, string? source = null) => Of<Info>(pattern.IsMatch, source);

    public IEventFilterApplier Warning(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Of<Warning>(Texts(message, start, contains), source);

    public IEventFilterApplier Warning(Regex pattern, string? source = null) => Of<Warning>(pattern.IsMatch, source);

    public IEventFilterApplier Error(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Of<Error>(Texts(message, start, contains), source);

    public IEventFilterApplier Error(Regex pattern, string? source = null) => Of<Error>(pattern.IsMatch, source);

    public IEventFilterApplier Exception<TException>(
        string? message = null, string? start = null, string? contains = null, string? source = null)
        where TException : Exception => Exception(typeof(TException), message, start, contains, source);

    public IEventFilterApplier Exception(
        Type exceptionType, string? message = null, string? start = null, string? contains = null, string? source = null,
        bool checkInnerExceptions = false)
    {
        var texts = Texts(message, start, contains);
        return Applier(e => e is Error error && FromSource(error, source) && Causes(error.Cause, checkInnerExceptions).Any(
            c => exceptionType.IsInstanceOfType(c) && (texts(c.Message) || texts(error.Message.ToString()!))));
    }

    public IEventFilterApplier Custom(Predicate<LogEvent> predicate) => Applier(e => e is LogEvent log && predicate(log));

    public IEventFilterApplier Custom<TLogEvent>(Predicate<TLogEvent> predicate)
        where TLogEvent : LogEvent => Applier(e => e is TLogEvent log && predicate(log));

    public IEventFilterApplier DeadLetter() => Applier(e => e is DeadLetter);

    public IEventFilterApplier DeadLetter<TMessage>(string? source = null) => DeadLetter<TMessage>(_ => true, source);

    public IEventFilterApplier DeadLetter<TMessage>(Func<TMessage, bool> isMatch, string? source = null) =>
        Applier(e => e is DeadLetter { Message: TMessage message } letter && isMatch(message)
            && (source is null || letter.Recipient.Path.ToString() == source));

    IEventFilterApplier Of<TLogEvent>(Predicate<string> text, string? source)
        where TLogEvent : LogEvent =>
        Applier(e => e is TLogEvent log && FromSource(log, source) && text(log.Message.ToString()!));

    EventFilterApplier Applier(Predicate<object> filter) => new(kit, [.. others, filter]);

    static bool FromSource(LogEvent log, string? source) => source is null || log.LogSource == source;

    static IEnumerable<Exception> Causes(Exception? cause, bool inner)
    {
        for (; cause is not null; cause = inner ? cause.InnerException : null)
            yield return cause;
    }

    static Predicate<string> Texts(string? message, string? start, string? contains) => text =>
        (message is null || text == message)
        && (start is null || text.StartsWith(start, StringComparison.Ordinal))
        && (contains is null || text.Contains(contains, StringComparison.Ordinal));
}
