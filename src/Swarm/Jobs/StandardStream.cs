using Swarm.IO.Disk;

namespace Swarm.Jobs;

/// <summary>Standard output for <see cref="JobSpec.Output"/>: unlike the console's stream it notices that its reader has gone.</summary>
public static class StandardStream
{
    public static Stream Open() => StandardOutput.Open();
}
