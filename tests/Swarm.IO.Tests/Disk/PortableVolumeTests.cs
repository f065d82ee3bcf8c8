using Swarm.Domain.Writing;
using Swarm.IO.Disk;

namespace Swarm.IO.Tests.Disk;

public sealed class PortableVolumeTests : VolumeContract
{
    protected override Volume Open(WritingOptions options, string? runMark = null) =>
        Volume.OpenPortable(Root.FullName, options, new FixedClock(), runMark);
}

sealed class FixedClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
