using Swarm.Hocon;

namespace Swarm.Settings;

/// <summary>What one reading gathers: faults, which keys were asked for and, where wanted, every effective value.</summary>
sealed class Findings(bool traced = false)
{
    readonly List<Section> _sections = [];
    readonly List<EffectiveSetting>? _trace = traced ? [] : null;
    readonly List<Found> _faults = [];

    public bool IsFaulty => _faults.Count > 0;

    public bool IsTraced => _trace is not null;

    public IReadOnlyList<EffectiveSetting> Trace => _trace ?? [];

    public void Open(Section section) => _sections.Add(section);

    public void Add(IReadOnlyList<string> path, HoconValue? at, string message) => Add(KeyPath.Render(path), at?.Origin, message);

    public void Add(HoconException fault) => Add(fault.Path ?? "", fault.Origins.Count > 0 ? fault.Origins[0] : null, fault.Problem);

    public void Note(EffectiveSetting setting) => _trace?.Add(setting);

    /// <summary>Every key that no section asked for is a fault. To be called when all have been read.</summary>
    public void RefuseUnknown()
    {
        foreach (var section in _sections)
            foreach (var key in section.Unasked())
                section.RefuseUnknown(key, Hint(section, key));
    }

    /// <summary>Source by source, from top to bottom.</summary>
    public void ThrowIfAny()
    {
        if (!IsFaulty) return;
        var ordered = _faults.OrderBy(f => f.At.Source, StringComparer.Ordinal).ThenBy(f => f.At.Line).ThenBy(f => f.At.Column);
        throw new SettingsException([.. ordered.Select(f => f.Fault)]);
    }

    /// <summary>Text from a definition or an option is a line of its own: line and column would say nothing.</summary>
    public static string Place(HoconOrigin origin) =>
        origin.Source.StartsWith("-D ", StringComparison.Ordinal) ? origin.Source : origin.ToString();

    void Add(string key, HoconOrigin? at, string message) =>
        _faults.Add(new Found(at ?? HoconOrigin.Named(""), new SettingsFault(key, message, at is { } origin ? Place(origin) : null)));

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

    sealed record Found(HoconOrigin At, SettingsFault Fault);
}

/// <summary>One setting as it holds.</summary>
/// <param name="Path">The key's elements, <c>swarm</c> first.</param>
/// <param name="Value">Null, bool, int, long, double, string or a list of strings.</param>
/// <param name="Place">Where it was written, or what default it is.</param>
sealed record EffectiveSetting(IReadOnlyList<string> Path, object? Value, string Place);
