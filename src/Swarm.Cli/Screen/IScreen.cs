using Swarm.Engine.Coordination;
using Swarm.Engine.Reporting;

namespace Swarm.Cli.Screen;

/// <summary>Shows a job while it runs and sums it up when it has ended.</summary>
interface IScreen : IJobObserver, IAsyncDisposable
{
    void Begin();

    ValueTask EndAsync(JobEnded ended);
}
