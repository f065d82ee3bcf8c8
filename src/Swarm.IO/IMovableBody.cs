namespace Swarm.IO;

/// <summary>An answer's body that the kernel may move from its connection, without anybody seeing it.</summary>
interface IMovableBody
{
    /// <summary>It can be done with what comes next.</summary>
    bool CanMove { get; }

    /// <summary>Moves on in the body: how many bytes; 0 at its end, less where it can't be done after all.</summary>
    /// <exception cref="Domain.TransferException">Cut, reset, stalled, too slow.</exception>
    ValueTask<int> MoveAsync(KernelPipe pipe, CancellationToken token);
}
