using System.Globalization;
using Akka.Actor;

namespace Akka.Event;

/// <summary>Puts arguments into a message.</summary>
public interface ILogMessageFormatter
{
    string Format(string format, params object?[] args);
}

/// <summary>The formats of <see cref="string.Format(string, object)"/>.</summary>
public class DefaultLogMessageFormatter : ILogMessageFormatter
{
    public static readonly DefaultLogMessageFormatter Instance = new();

    DefaultLogMessageFormatter() { }

    public string Format(string format, params object?[] args) => string.Format(CultureInfo.InvariantCulture, format, args);
}

/// <summary>A message whose arguments are put in when somebody reads it.</summary>
public abstract class LogMessage
{
    protected readonly ILogMessageFormatter Formatter;

    private protected LogMessage(ILogMessageFormatter formatter, string format)
    {
        Formatter = formatter;
        Format = format;
    }

    public string Format { get; }
}

sealed class FormattedMessage(ILogMessageFormatter formatter, string format, object?[] args) : LogMessage(formatter, format)
{
    public override string ToString() => Formatter.Format(Format, args);
}

/// <summary>Where an actor logs to.</summary>
public interface ILoggingAdapter
{
    ILogMessageFormatter Formatter { get; }

    bool IsDebugEnabled { get; }

    bool IsInfoEnabled { get; }

    bool IsWarningEnabled { get; }

    bool IsErrorEnabled { get; }

    bool IsEnabled(LogLevel logLevel);

    void Log(LogLevel logLevel, Exception? cause, string format);

    void Log(LogLevel logLevel, Exception? cause, LogMessage message);
}

/// <summary>Loggers that publish on the event stream; nothing is printed unless somebody subscribes.</summary>
public static class Logging
{
    public static ILoggingAdapter GetLogger(this IActorContext context, ILogMessageFormatter? logMessageFormatter = null) => new BusLogging(
        context.System.EventStream, context.Self.Path.ToString(), context.Props.Type, logMessageFormatter ?? DefaultLogMessageFormatter.Instance);

    public static ILoggingAdapter GetLogger(ActorSystem system, object logSourceObj, ILogMessageFormatter? logMessageFormatter = null)
    {
        var source = Source(logSourceObj);
        return GetLogger(system.EventStream, logSourceObj is IActorRef or IActorContext ? source : $"{source} ({system})", logSourceObj, logMessageFormatter);
    }

    public static ILoggingAdapter GetLogger(LoggingBus loggingBus, object logSourceObj, ILogMessageFormatter? logMessageFormatter = null) =>
        GetLogger(loggingBus, Source(logSourceObj), logSourceObj, logMessageFormatter);

    static BusLogging GetLogger(LoggingBus bus, string source, object sourceObject, ILogMessageFormatter? formatter) => new(
        bus,
        source,
        sourceObject as Type ?? (sourceObject as IActorContext)?.Props.Type ?? sourceObject.GetType(),
        formatter ?? DefaultLogMessageFormatter.Instance);

    static string Source(object source) => source switch
    {
        string text => text,
        IActorContext context => context.Self.Path.ToString(),
        IActorRef actor => actor.Path.ToString(),
        _ => (source as Type ?? source.GetType()).Name,
    };
}

/// <summary>Publishes what is at least as bad as the level of the bus.</summary>
public sealed class BusLogging(LoggingBus bus, string logSource, Type logClass, ILogMessageFormatter logMessageFormatter) : ILoggingAdapter
{
    public LoggingBus Bus => bus;

    public Type LogClass => logClass;

    public string LogSource => logSource;

    public ILogMessageFormatter Formatter => logMessageFormatter;

    public bool IsDebugEnabled => IsEnabled(LogLevel.DebugLevel);

    public bool IsInfoEnabled => IsEnabled(LogLevel.InfoLevel);

    public bool IsWarningEnabled => IsEnabled(LogLevel.WarningLevel);

    public bool IsErrorEnabled => IsEnabled(LogLevel.ErrorLevel);

    public bool IsEnabled(LogLevel logLevel) => logLevel >= bus.LogLevel;

    public void Log(LogLevel logLevel, Exception? cause, string format) => Notify(logLevel, cause, format);

    public void Log(LogLevel logLevel, Exception? cause, LogMessage message) => Notify(logLevel, cause, message);

    void Notify(LogLevel level, Exception? cause, object message)
    {
        if (!IsEnabled(level))
            return;
        bus.Publish(level switch
        {
            LogLevel.DebugLevel => new Debug(cause, logSource, logClass, message),
            LogLevel.InfoLevel => new Info(cause, logSource, logClass, message),
            LogLevel.WarningLevel => new Warning(cause, logSource, logClass, message),
            _ => new Error(cause, logSource, logClass, message),
        });
    }
}
