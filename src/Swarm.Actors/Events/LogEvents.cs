using Akka.Actor;

namespace Akka.Event;

/// <summary>How bad it is.</summary>
public enum LogLevel
{
    DebugLevel,
    InfoLevel,
    WarningLevel,
    ErrorLevel,
}

/// <summary>Something to log, published on the event stream.</summary>
public abstract class LogEvent : INoSerializationVerificationNeeded
{
    private protected LogEvent(Exception? cause, string logSource, Type logClass, object message)
    {
        Cause = cause;
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
    }

    public Exception? Cause { get; protected set; }

    public Type LogClass { get; protected set; }

    public string LogSource { get; protected set; }

    public object Message { get; protected set; }

    public Thread Thread { get; } = Thread.CurrentThread;

    public DateTime Timestamp { get; } = TimeProvider.System.GetUtcNow().UtcDateTime;

    public abstract LogLevel LogLevel();

    public override string ToString() => FormattableString.Invariant(
        $"[{LogLevel()}][{Timestamp:O}][Thread {Thread.ManagedThreadId:0000}][{LogSource}] {Message}{(Cause is null ? "" : Environment.NewLine + "Cause: " + Cause)}");
}

/// <summary>For those who look for a fault.</summary>
public class Debug : LogEvent
{
    public Debug(string logSource, Type logClass, object message)
        : base(null, logSource, logClass, message) { }

    public Debug(Exception? cause, string logSource, Type logClass, object message)
        : base(cause, logSource, logClass, message) { }

    public override LogLevel LogLevel() => Event.LogLevel.DebugLevel;
}

/// <summary>Good to know.</summary>
public class Info : LogEvent
{
    public Info(string logSource, Type logClass, object message)
        : base(null, logSource, logClass, message) { }

    public Info(Exception? cause, string logSource, Type logClass, object message)
        : base(cause, logSource, logClass, message) { }

    public override LogLevel LogLevel() => Event.LogLevel.InfoLevel;
}

/// <summary>Something is not as it should be.</summary>
public class Warning : LogEvent
{
    public Warning(string logSource, Type logClass, object message)
        : base(null, logSource, logClass, message) { }

    public Warning(Exception? cause, string logSource, Type logClass, object message)
        : base(cause, logSource, logClass, message) { }

    public override LogLevel LogLevel() => Event.LogLevel.WarningLevel;
}

/// <summary>Something went wrong.</summary>
public class Error : LogEvent
{
    public Error(Exception? cause, string logSource, Type logClass, object message)
        : base(cause, logSource, logClass, message) { }

    public override LogLevel LogLevel() => Event.LogLevel.ErrorLevel;
}
