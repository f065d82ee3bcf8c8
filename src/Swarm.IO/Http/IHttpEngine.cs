using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.IO.Http;

/// <summary>One way to speak HTTP: our own wire, or the framework's.</summary>
interface IHttpEngine : IAsyncDisposable
{
    /// <summary>Sends the request, in its turn where it has one, and comes back with the answer's head, unchecked.</summary>
    ValueTask<Answer> AskAsync(ExchangeRequest request, ActivityWatch watch, SendTurn? turn);
}

/// <summary>An answer whose head has come.</summary>
/// <param name="Headers">As received, in their order where the engine knows it.</param>
readonly record struct Answer(int Status, Version Version, IReadOnlyList<Header> Headers, AnswerBody Body);

/// <summary>Disposing of it before its end gives its connection up, or reads the little that is left.</summary>
abstract class AnswerBody : IAsyncDisposable
{
    /// <summary>The framing is good, and the body may be read by it.</summary>
    public abstract ValueTask BeginAsync(Framing framing);

    /// <summary>0 at the body's end.</summary>
    public abstract ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken token);

    /// <summary><see cref="MoveAsync"/> can be had for what comes next.</summary>
    public virtual bool CanMove => false;

    /// <summary>Like <see cref="ReadAsync"/>, but within the kernel; less than 0 where that can't be done after all.</summary>
    public virtual ValueTask<int> MoveAsync(KernelPipe pipe, int most, CancellationToken token) => throw new NotSupportedException();

    public abstract ValueTask DisposeAsync();
}
