using Swarm.Domain.Frontier;

namespace Swarm.IO.Tests.State;

/// <summary>Where a job's state lives, so that one contract holds every kind of frontier.</summary>
public interface IFrontierHome : IDisposable
{
    /// <summary>Opens the job; the one opened before has been closed.</summary>
    IFrontier Open(bool tellRepeats = false);

    /// <summary>Opens the job as it is after the process that has it open was killed just now.</summary>
    IFrontier OpenAfterKill();
}
