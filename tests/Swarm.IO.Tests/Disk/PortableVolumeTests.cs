using Swarm.Domain.Writing;
using Swarm.IO.Disk;
using Swarm.IO.Disk.Portable;

namespace Swarm.IO.Tests.Disk;

public sealed class PortableVolumeTests : VolumeContract
{
    protected override Volume Open(WritingOptions options, string? runMark = null, string? partsFolder = null, string? root = null) =>
        Volume.OpenPortable(root ?? Root.FullName, options, new FixedClock(), runMark, partsFolder);

    private protected override IDisk Disk(string folder) => new PortableDisk(folder);
}

sealed class FixedClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
