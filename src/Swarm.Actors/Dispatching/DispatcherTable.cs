using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>The dispatchers by id, made when first asked for.</summary>
sealed class DispatcherTable(Settings settings)
{
    const string DefaultId = "akka.actor.default-dispatcher";
    const string InternalId = "akka.actor.internal-dispatcher";
    const int DefaultThroughput = 30;

    readonly ConcurrentDictionary<string, Dispatcher> dispatchers = new();

    public Dispatcher Default => Lookup(DefaultId);

    public Dispatcher Lookup(string id) => dispatchers.GetOrAdd(id.Length == 0 ? DefaultId : id, Make);

    public void End()
    {
        foreach (var dispatcher in dispatchers.Values)
            dispatcher.End();
    }

    Dispatcher Make(string id)
    {
        var config = settings.Config;
        if (!config.HasPath(id))
            return id is DefaultId or InternalId
                ? new PoolDispatcher(DefaultThroughput)
                : throw new ConfigurationException($"Dispatcher [{id}] not configured.");
        var throughput = config.GetInt(id + ".throughput", DefaultThroughput);
        return config.GetString(id + ".type", "Dispatcher") switch
        {
            "PinnedDispatcher" => new PinnedDispatcher(throughput),
            "ForkJoinDispatcher" => new DedicatedThreads(throughput, id, Threads(id)),
            "Dispatcher" or "TaskDispatcher" or "ChannelExecutor" => new PoolDispatcher(throughput),
            "Akka.TestKit.CallingThreadDispatcherConfigurator, Akka.TestKit" => new CallingThreadDispatcher(),
            var other => throw new ConfigurationException($"Could not resolve dispatcher type [{other}] for path [{id}]"),
        };
    }

    int Threads(string id) => settings.Config.GetInt(id + ".dedicated-thread-pool.thread-count") is > 0 and var count ? count
        : throw new ConfigurationException($"The config section {id}.dedicated-thread-pool with a thread-count above 0 is missing");
}
