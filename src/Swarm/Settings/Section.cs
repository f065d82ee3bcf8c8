using System.Globalization;
using Swarm.Hocon;

namespace Swarm.Settings;

/// <summary>
/// A cursor over one HOCON object, which may be absent. It notes which keys are asked for, converts their values and gathers what is wrong
/// with them: where a value is missing, null or wrong, the preset holds, so that all faults are found in one go.
/// </summary>
sealed partial class Section
{
    readonly Findings _findings;
    readonly HoconObject? _object;
    readonly List<string> _asked = [];

    public Section(Findings findings, IReadOnlyList<string> path, HoconObject? value)
    {
        (_findings, Path, _object) = (findings, path, value);
        findings.Open(this);
    }

    public IReadOnlyList<string> Path { get; }

    public IReadOnlyList<string> Asked => _asked;

    /// <summary>What a value that was not given is, for those who ask where it comes from.</summary>
    public string PresetName { get; set; } = "default";

    /// <summary>Only what was given is noted as effective: for overlays.</summary>
    public bool IsOverlay { get; init; }

    /// <summary>What to say about an unknown key here, where it is not a matter of spelling.</summary>
    public string? UnknownHint { get; init; }

    /// <summary>Whether anything was given here.</summary>
    public bool IsGiven => _object is not null;

    public bool Has(string key) => Find(key) is not null;

    /// <summary>The section at a key; absent where the key is, and where it holds something else, which is a fault.</summary>
    public Section Sub(string key) => Below(key, IsOverlay, null);

    /// <summary>As <see cref="Sub"/>, for what is laid over other settings.</summary>
    public Section Overlay(string key, string unknownHint) => Below(key, true, unknownHint);

    /// <summary>The elements of the list at a key, each laid over other settings.</summary>
    public IEnumerable<Section> Items(string key)
    {
        if (Ask(key) is not HoconArray items) yield break;
        for (var i = 0; i < items.Count; i++)
        {
            string[] path = [.. Path, key, i.ToString(CultureInfo.InvariantCulture)];
            if (items[i] is not HoconObject) _findings.Add(path, items[i], "needs a section: { … }");
            yield return new Section(_findings, path, items[i] as HoconObject) { IsOverlay = true };
        }
    }

    /// <summary>The names of all members, which thereby count as asked for.</summary>
    public IReadOnlyList<string> Names()
    {
        string[] names = [.. Keys(static _ => true)];
        _asked.AddRange(names);
        return names;
    }

    /// <summary>The value as it was written, or null.</summary>
    public HoconValue? Ask(string key)
    {
        if (!_asked.Contains(key)) _asked.Add(key);
        return Find(key);
    }

    /// <summary>Keys that are the user's own.</summary>
    public void Ignore(Func<string, bool> keys) => _asked.AddRange(Keys(keys));

    /// <summary>The place is the key's, or the section's where the key is missing.</summary>
    public void Fault(string key, string message) => _findings.Add([.. Path, key], Find(key) ?? _object, message);

    /// <summary>Refuses a combination; the first of its keys that was given is named, and its place.</summary>
    public void Refuse(string message, params string[] keys) => Fault(Array.Find(keys, Has) ?? keys[0], message);

    /// <summary>Keys that nobody asked for.</summary>
    public IEnumerable<string> Unasked() => Keys(key => !_asked.Contains(key));

    public void RefuseUnknown(string key, string hint) => _findings.Add([.. Path, key], _object![key], "unknown key" + hint);

    Section Below(string key, bool overlay, string? unknownHint)
    {
        var value = Ask(key);
        if (value is not null and not HoconObject) Fault(key, $"needs a section: {key} {{ … }}");
        return new Section(_findings, [.. Path, key], value as HoconObject)
        {
            PresetName = PresetName,
            IsOverlay = overlay,
            UnknownHint = unknownHint,
        };
    }

    T Read<T>(string key, T preset, Func<HoconValue, T> convert, Func<T, object?> show)
    {
        var value = Ask(key);
        var read = value is null ? preset : Convert(key, value, preset, convert);
        if (_findings.IsTraced && (value is not null || !IsOverlay))
            _findings.Note(new EffectiveSetting([.. Path, key], show(read), value is null ? PresetName : Findings.Place(value.Origin)));
        return read;
    }

    T Convert<T>(string key, HoconValue value, T preset, Func<HoconValue, T> convert)
    {
        try
        {
            return convert(value);
        }
        catch (HoconException wrong)
        {
            Fault(key, wrong.Problem);
        }
        catch (FormatException wrong)
        {
            Fault(key, wrong.Message);
        }

        return preset;
    }

    HoconValue? Find(string key) =>
        _object is not null && _object.TryGetValue(key, out var value) && value.Kind != HoconKind.Null ? value : null;

    IEnumerable<string> Keys(Func<string, bool> which)
    {
        if (_object is null) yield break;
        foreach (var (key, _) in _object)
            if (which(key)) yield return key;
    }
}
