using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The scheduler that <c>akka.scheduler.implementation</c> names, else the one of this runtime.</summary>
static class SchedulerFactory
{
    public static IScheduler Create(Config config, ILoggingAdapter log)
    {
        var name = TypeNames.Alone(config.GetString("akka.scheduler.implementation", "")!);
        if (name is "" or "Akka.Actor.HashedWheelTimerScheduler")
            return new ClockScheduler(TimeProvider.System, log);
        var type = TypeNames.Find(name)
            ?? throw new ConfigurationException($"akka.scheduler.implementation: no type {name}");
        return (IScheduler)Activator.CreateInstance(type, config, log)!;
    }
}

static class LogLevels
{
    public static LogLevel Parse(string level) => level.ToUpperInvariant() switch
    {
        "DEBUG" => LogLevel.DebugLevel,
        "INFO" => LogLevel.InfoLevel,
        "WARNING" => LogLevel.WarningLevel,
        "ERROR" => LogLevel.ErrorLevel,
        "OFF" => LogLevel.ErrorLevel + 1,
        _ => throw new ConfigurationException($"akka.loglevel: unknown level '{level}'"),
    };
}
