using Akka.Configuration;

namespace Akka.Actor;

/// <summary><c>akka.coordinated-shutdown</c>; its phases are read when first asked for.</summary>
sealed class ShutdownSettings
{
    const string Path = "akka.coordinated-shutdown";

    static readonly Config Defaults = ConfigurationFactory.ParseString(
        """
        default-phase-timeout = 5s
        terminate-actor-system = on
        run-by-clr-shutdown-hook = on
        run-by-actor-system-terminate = on
        phases {
          before-service-unbind.depends-on = []
          service-unbind.depends-on = [before-service-unbind]
          service-requests-done.depends-on = [service-unbind]
          service-stop.depends-on = [service-requests-done]
          before-cluster-shutdown.depends-on = [service-stop]
          cluster-sharding-shutdown-region { timeout = 10s, depends-on = [before-cluster-shutdown] }
          cluster-leave.depends-on = [cluster-sharding-shutdown-region]
          cluster-exiting { timeout = 10s, depends-on = [cluster-leave] }
          cluster-exiting-done.depends-on = [cluster-exiting]
          cluster-shutdown.depends-on = [cluster-exiting-done]
          before-actor-system-terminate.depends-on = [cluster-shutdown]
          actor-system-terminate { timeout = 10s, depends-on = [before-actor-system-terminate] }
        }
        """);

    readonly Config config;

    public ShutdownSettings(Config system)
    {
        config = system.GetConfig(Path)?.WithFallback(Defaults) ?? Defaults;
        if (RunsByTerminate && !TerminatesSystem)
            throw new ConfigurationException(
                $"{Path}.run-by-actor-system-terminate=on and {Path}.terminate-actor-system=off is not a supported configuration combination.");
    }

    public bool TerminatesSystem => config.GetBoolean("terminate-actor-system");

    public bool RunsByTerminate => config.GetBoolean("run-by-actor-system-terminate");

    public bool RunsAtProcessExit => config.GetBoolean("run-by-clr-shutdown-hook");

    public ShutdownPhases Phases()
    {
        var timeout = config.GetTimeSpan("default-phase-timeout");
        var phases = config.GetConfig("phases")!;
        return new(phases.Keys.ToDictionary(name => name, name => new ShutdownPhase(
            phases.GetString(name + ".depends-on", "")!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            phases.GetTimeSpan(name + ".timeout", timeout, allowInfinite: false),
            phases.GetBoolean(name + ".recover", true))));
    }
}
