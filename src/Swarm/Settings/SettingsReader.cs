using Swarm.Hocon;
using Swarm.Settings.Sections;

namespace Swarm.Settings;

/// <summary>Resolved HOCON to records: the only place where keys become settings. Reads on past every fault.</summary>
static class SettingsReader
{
    const string Akka = "akka";

    public static SwarmSettings Read(HoconObject root, Findings findings)
    {
        var top = new Section(findings, [], root);
        // Values that are only there to be substituted elsewhere.
        top.Ignore(static key => key.StartsWith('_'));
        var settings = Read(top.Sub("swarm")) with { Akka = ActorSystem(top) };
        findings.RefuseUnknown();
        return settings;
    }

    static SwarmSettings Read(Section swarm)
    {
        var defaults = new SwarmSettings();
        var strategy = StrategySection.Read(swarm.Sub("strategy"), defaults.Strategy);
        var writing = WritingSection.Read(swarm.Sub("writing"), defaults.Writing);
        var settings = new SwarmSettings
        {
            Strategy = strategy,
            // One cap for both that wait: the bundle and its origin.
            Limits = LimitsSection.Read(swarm.Sub("limits"), defaults.Limits) with { ServerWaitCap = strategy.ServerWaitCap },
            Rate = RateSection.Read(swarm.Sub("rate"), defaults.Rate),
            Timeouts = TimeoutsSection.Read(swarm.Sub("timeouts"), defaults.Timeouts),
            Http = HttpSection.Read(swarm.Sub("http"), defaults.Http),
            Naming = NamingSection.Read(swarm.Sub("naming"), defaults.Naming),
            Writing = writing,
            Segments = SegmentsSection.Read(swarm.Sub("segments"), defaults.Segments, writing),
            Mirror = MirrorSection.Read(swarm.Sub("mirror"), defaults.Mirror),
            Stores = StoresSection.Read(swarm.Sub("stores"), defaults.Stores),
        };
        return settings with
        {
            Origins = OriginsSection.Read(swarm, settings),
            Job = JobSection.Read(swarm.Sub("job"), defaults.Job, settings),
        };
    }

    static string ActorSystem(Section top)
    {
        var akka = top.Ask(Akka);
        if (akka is HoconObject section) return $"{Akka} {{\n{HoconRender.ToHocon(section)}}}\n";
        if (akka is not null) top.Fault(Akka, $"needs a section: {Akka} {{ … }}");
        return "";
    }
}
