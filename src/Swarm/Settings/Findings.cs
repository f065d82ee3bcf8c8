using Swarm.Hocon;

namespace Swarm.Settings;

/// <summary>What one reading gathers: faults, which keys were asked for and, where wanted, every effective value.</summary>
sealed class Findings(bool traced = false)
{
    readonly List<Section> _sections = [];
    readonly List<EffectiveSetting>? _trace = traced ? [] : null;

    public List<SettingsFault> Faults { get; } = [];

    public bool IsTraced => _trace is not null;

    public IReadOnlyList<EffectiveSetting> Trace => _trace ?? [];

    public void Open(Section section) => _sections.Add(section);

    public void Add(IReadOnlyList<string> path, HoconValue? at, string message) =>
        Faults.Add(new SettingsFault(KeyPath.Render(path), message, at is null ? null : Place(at.Origin)));

    public void Add(HoconException fault)
    {
        var key = fault.Path ?? "";
        Faults.Add(new SettingsFault(key, fault.Problem, fault.Origins.Count > 0 ? Place(fault.Origins[0]) : null));
    }

    public void Note(EffectiveSetting setting) => _trace?.Add(setting);

    /// <summary>Every key that no section asked for is a fault. To be called when all have been read.</summary>
    public void RefuseUnknown()
    {
        foreach (var section in _sections)
            foreach (var key in section.Unasked())
                section.RefuseUnknown(key, Hint(section, key));
    }

    public void ThrowIfAny()
    {
        if (Faults.Count > 0) throw new SettingsException(Faults);
    }

    /// <summary>Text from a definition or an option is a line of its own: line and column would say nothing.</summary>
    public static string Place(HoconOrigin origin) =>
        origin.Source.StartsWith("-D ", StringComparison.Ordinal) ? origin.Source : origin.ToString();

    string Hint(Section section, string key)
    {
        if (section.UnknownHint is { } hint) return "; " + hint;
        var near = NearestKey.Of(key, section.Asked);
        if (near is not null) return $"; did you mean '{near}'?";
        var elsewhere = _sections.SelectMany(s => s.Asked, (s, asked) => (s, asked)).Where(known => NearestKey.IsNear(key, known.asked))
            .OrderBy(known => NearestKey.Distance(key, known.asked)).ThenBy(known => known.s.Path.Count).FirstOrDefault();
        if (elsewhere.s is not null) return $"; did you mean '{KeyPath.Render([.. elsewhere.s.Path, elsewhere.asked])}'?";
        return section.Asked.Count > 0 ? $"; known here: {string.Join(", ", section.Asked)}" : "";
    }
}

/// <summary>One setting as it holds.</summary>
/// <param name="Path">The key's elements, <c>swarm</c> first.</param>
/// <param name="Value">Null, bool, int, long, double, string or a list of strings.</param>
/// <param name="Place">Where it was written, or what default it is.</param>
sealed record EffectiveSetting(IReadOnlyList<string> Path, object? Value, string Place);
