using Swarm.Domain.Transfers;

namespace Swarm.Stores.Uploads;

/// <summary>A body whose CRC is known once it has been sent.</summary>
interface ISummedContent : IRequestContent
{
    ulong Sum { get; }
}
