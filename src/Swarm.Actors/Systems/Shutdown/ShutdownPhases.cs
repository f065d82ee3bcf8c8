using Akka.Configuration;

namespace Akka.Actor;

/// <summary>One step of a shutdown.</summary>
/// <param name="DependsOn">What must have ended before.</param>
/// <param name="Timeout">How long its tasks may take.</param>
/// <param name="Recover">Whether to go on after a failure or a timeout.</param>
sealed record ShutdownPhase(string[] DependsOn, TimeSpan Timeout, bool Recover);

/// <summary>The phases, each after those that it depends on.</summary>
sealed class ShutdownPhases
{
    readonly Dictionary<string, ShutdownPhase> byName;
    readonly List<string> ordered = [];

    public ShutdownPhases(Dictionary<string, ShutdownPhase> byName)
    {
        this.byName = byName;
        var open = new HashSet<string>();
        foreach (var name in byName.Keys)
            Visit(name, open);
    }

    public ShutdownPhase this[string name] => byName.TryGetValue(name, out var phase) ? phase
        : throw new ArgumentException($"Unknown phase [{name}]. All phases must be defined in configuration.", nameof(name));

    public IEnumerable<string> From(string? first) => first is null ? ordered : ordered.SkipWhile(name => name != first);

    public void Check(string name)
    {
        if (!ordered.Contains(name))
            throw new ConfigurationException($"Unknown phase [{name}], known phases [{string.Join(',', ordered)}]");
    }

    void Visit(string name, HashSet<string> open)
    {
        if (ordered.Contains(name))
            return;
        if (!open.Add(name))
            throw new ArgumentException($"Cycle detected in graph of phases: [{name}] depends on itself", nameof(name));
        foreach (var before in byName.TryGetValue(name, out var phase) ? phase.DependsOn : [])
            Visit(before, open);
        ordered.Add(name);
    }
}
