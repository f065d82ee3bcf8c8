using System.Reflection;
using Swarm.Domain.Requests;
using Swarm.Settings;

namespace Swarm.Jobs;

/// <summary>Makes a strategy of the user's own from a class named in HOCON.</summary>
public static class StrategyLoader
{
    /// <summary>A class with a constructor that takes <see cref="StrategyOptions"/>, or one without parameters.</summary>
    /// <exception cref="SettingsException">Says which of assembly, class, interface and constructor is missing.</exception>
    public static IRequestStrategy Load(StrategyOptions options)
    {
        var type = LoadAssembly(options).GetType(options.Type!) ?? throw Fault(options, "has no class of that name");
        if (!typeof(IRequestStrategy).IsAssignableFrom(type)) throw Fault(options, $"does not implement {typeof(IRequestStrategy).FullName}");
        if (type.IsAbstract) throw Fault(options, "is abstract");
        try
        {
            var made = type.GetConstructor([typeof(StrategyOptions)]) is { } withOptions
                ? withOptions.Invoke([options])
                : type.GetConstructor([])?.Invoke([]);
            return made as IRequestStrategy ?? throw Fault(options, "needs a public constructor: without parameters, or with StrategyOptions");
        }
        catch (TargetInvocationException e)
        {
            throw Fault(options, "could not be made: " + e.InnerException?.Message);
        }
    }

    static Assembly LoadAssembly(StrategyOptions options)
    {
        if (options.Assembly is not { } file) return typeof(IRequestStrategy).Assembly;
        try
        {
            return Assembly.LoadFrom(Path.GetFullPath(file));
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or UnauthorizedAccessException or ArgumentException)
        {
            throw Fault(options, "can't be loaded: " + e.Message);
        }
    }

    static SettingsException Fault(StrategyOptions options, string what) =>
        new([new SettingsFault("swarm.strategy.type", $"{options.Type} (in {options.Assembly ?? "Swarm itself"}) {what}", null)]);
}
