using Swarm.Hocon;

namespace Swarm.Settings;

/// <summary>All sources as one HOCON tree, in which every value knows where it was written.</summary>
static class SettingsLayers
{
    const string Swarm = "swarm.";

    // Settings files are the user's own: they may include what lies beside their folder.
    static readonly HoconParseOptions Trusted = new() { AllowIncludesAnywhere = true };

    /// <summary>Null where a source can't be parsed; the findings say which and why.</summary>
    public static HoconObject? Resolve(SettingsSources sources, Findings findings)
    {
        HoconDocument? all = null;
        foreach (var parse in Parsers(sources))
        {
            try
            {
                var layer = parse();
                all = all is null ? layer : layer.WithFallback(all);
            }
            catch (HoconException fault)
            {
                findings.Add(fault);
            }
        }

        return !findings.IsFaulty ? all!.Resolve(sources.Environment) : null;
    }

    public static HoconValue ResolveFile(string file, Func<string, string?> environment, bool comments) =>
        HoconDocument.ParseFile(file, Trusted with { KeepComments = comments }).ResolveValue(environment);

    static IEnumerable<Func<HoconDocument>> Parsers(SettingsSources sources) =>
    [
        .. sources.Preset is { } preset ? (Func<HoconDocument>[])[() => HoconDocument.ParseText(preset, "preset")] : [],
        .. sources.Files.Select<string, Func<HoconDocument>>(file => () => HoconDocument.ParseFile(file, Trusted)),
        .. sources.Definitions.Select<string, Func<HoconDocument>>(definition => () => Definition(definition)),
        .. sources.Options.Select<SettingsOption, Func<HoconDocument>>(o =>
            () => HoconDocument.OfText(Swarm + o.Key, o.Value, o.Name, o.Append)),
    ];

    static HoconDocument Definition(string definition)
    {
        var cut = definition.IndexOf('=', StringComparison.Ordinal);
        if (cut <= 0) throw new HoconException(HoconOrigin.Named("-D " + definition), null, "needs a key and a value: -D key=value");
        var append = definition[cut - 1] == '+';
        var key = definition[..(append ? cut - 1 : cut)].Trim();
        var value = definition[(cut + 1)..].Trim();
        var place = "-D " + key;
        var path = IsRooted(key) ? key : Swarm + key;
        return IsHocon(value)
            ? HoconDocument.ParseText($"{path} {(append ? "+=" : "=")} {value}", place)
            : HoconDocument.OfText(path, value, place, append);
    }

    static bool IsRooted(string key) =>
        key is "swarm" or "akka" || key.StartsWith(Swarm, StringComparison.Ordinal) || key.StartsWith("akka.", StringComparison.Ordinal);

    static bool IsHocon(string value) =>
        value == "null" || value is ['{' or '[' or '"', ..] || value.Contains("${", StringComparison.Ordinal);
}
