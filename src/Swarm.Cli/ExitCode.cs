namespace Swarm.Cli;

/// <summary>What the process says to its caller.</summary>
static class ExitCode
{
    /// <summary>Everything asked for is there and verified.</summary>
    public const int Good = 0;

    /// <summary>Some bundles failed; the ledger says why.</summary>
    public const int SomeFailed = 1;

    /// <summary>Usage, configuration or list error; nothing was fetched.</summary>
    public const int Usage = 2;

    /// <summary>Stopped before the end; the same command goes on.</summary>
    public const int Stopped = 3;

    /// <summary>Disk, permission or lock.</summary>
    public const int Environment = 4;
}
