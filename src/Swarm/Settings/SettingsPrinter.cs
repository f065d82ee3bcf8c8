using Swarm.Hocon;
using Swarm.Settings.Printing;

namespace Swarm.Settings;

/// <summary>Settings as text, for <c>swarm config</c>. Secrets are not shown.</summary>
public static class SettingsPrinter
{
    /// <summary>Every setting as it holds; as HOCON it can be read back.</summary>
    /// <param name="sources">Where settings come from.</param>
    /// <param name="json">JSON instead of HOCON.</param>
    /// <param name="places">Say of each where it was written, or what default it is.</param>
    /// <exception cref="SettingsException">Every fault of every source.</exception>
    public static string Show(SettingsSources sources, bool json = false, bool places = false)
    {
        var findings = new Findings(traced: true);
        var settings = SettingsLoader.Read(sources, findings);
        var tree = SettingsTree.Of(findings.Trace);
        return json ? new JsonPrinter(places).Print(tree) : new HoconPrinter(places).Print(tree) + settings.Akka;
    }

    /// <summary>Every key there is, <c>swarm.</c> included.</summary>
    public static IReadOnlyList<string> Keys()
    {
        var findings = new Findings(traced: true);
        SettingsLoader.Read(new SettingsSources(), findings);
        return [.. findings.Trace.Select(setting => KeyPath.Render(setting.Path))];
    }

    /// <summary>Reads one file and nothing else.</summary>
    /// <returns>All that is wrong with it; empty where it is good.</returns>
    public static IReadOnlyList<SettingsFault> Check(string file)
    {
        try
        {
            SettingsLoader.Load(new SettingsSources { Files = [file] });
            return [];
        }
        catch (SettingsException wrong)
        {
            return wrong.Faults;
        }
    }

    /// <summary>One HOCON file, whatever it is about, resolved; what is printed means the same when it is read back.</summary>
    /// <param name="file">The file.</param>
    /// <param name="environment">Where substitutions look last; by default the environment of this process.</param>
    /// <param name="json">JSON instead of HOCON.</param>
    /// <param name="comments">With the comments of fields, in HOCON.</param>
    /// <param name="places">Say of each where it was written, in HOCON.</param>
    /// <exception cref="SettingsException">It is no HOCON, or a substitution can't be resolved.</exception>
    public static string Render(
        string file, Func<string, string?>? environment = null, bool json = true, bool comments = false, bool places = false)
    {
        try
        {
            var value = SettingsLayers.ResolveFile(file, environment ?? Environment.GetEnvironmentVariable, comments);
            return json ? HoconRender.ToJson(value, indented: true) : HoconRender.ToHocon(value, comments, places);
        }
        catch (HoconException fault)
        {
            var findings = new Findings();
            findings.Add(fault);
            findings.ThrowIfAny();
            throw;
        }
    }
}
