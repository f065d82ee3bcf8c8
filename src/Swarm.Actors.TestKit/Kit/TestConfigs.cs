using Akka.Configuration;

namespace Akka.TestKit.Configs;

/// <summary>What tests start a system with.</summary>
public static class TestConfigs
{
    public static Config DefaultConfig => TestKitBase.DefaultConfig;

    /// <summary>With time that the test advances.</summary>
    public static Config TestSchedulerConfig { get; } = ConfigurationFactory
        .ParseString("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
        .WithFallback(TestKitBase.DefaultConfig);
}
