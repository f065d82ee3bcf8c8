using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Uploads;

/// <summary>How parts that somebody else cuts get to a store.</summary>
interface IPartWay
{
    /// <param name="content">The same bytes, to be sent.</param>
    ValueTask<PartFacts> PutAsync(int number, ReadOnlyMemory<byte> bytes, BufferContent content, CancellationToken token);

    ValueTask<ObjectFacts> CompleteAsync(Completion completion, IReadOnlyList<PartFacts> parts, PieceSums sums, long length, CancellationToken token);
}

/// <summary>Each by itself.</summary>
sealed class LooseParts(UploadTry run, UploadState state) : IPartWay
{
    public ValueTask<PartFacts> PutAsync(int number, ReadOnlyMemory<byte> bytes, BufferContent content, CancellationToken token) =>
        run.Retries.RunAsync(t => run.PutPartAsync(state.Session, new PartDemand(number, 0, false), content, t), token);

    public ValueTask<ObjectFacts> CompleteAsync(Completion completion, IReadOnlyList<PartFacts> parts, PieceSums sums, long length, CancellationToken token) =>
        completion.CompleteAsync(state, parts, sums, length, null, token);
}

/// <summary>
/// One after another, to a store that makes the object when it has the last. Which one that is only completing tells: of a part whose size the store does
/// not take in the middle what is too much waits in memory until then.
/// </summary>
sealed class PartsInTurn(UploadTry run, UploadState state) : IPartWay
{
    readonly OrderedFlow _flow = new(run, state.Session);
    ReadOnlyMemory<byte>? _rest;
    bool _isUnsure;
    long _end;
    int _count;

    public async ValueTask<PartFacts> PutAsync(int number, ReadOnlyMemory<byte> bytes, BufferContent content, CancellationToken token)
    {
        var unit = run.Store.Parts.Unit;
        if (number != _count + 1) throw new InvalidOperationException($"{run.Order.Target} takes parts one after another: part {_count + 1} is next, not {number}");
        if (_rest is not null) throw new InvalidOperationException($"part {_count} of {run.Order.Target} was the last: it is no multiple of {unit} bytes");
        var even = (int)(bytes.Length / unit * unit);
        await SendAsync(number, bytes[..even], token);
        (_count, _end) = (number, _end + even);
        if (even < bytes.Length || even == 0) _rest = bytes[even..].ToArray();
        return new PartFacts(number, bytes.Length, "");
    }

    public async ValueTask<ObjectFacts> CompleteAsync(Completion completion, IReadOnlyList<PartFacts> parts, PieceSums sums, long length, CancellationToken token)
    {
        var rest = new BufferContent(_rest ?? default, run.SumAlgorithm);
        var status = await _flow.SendAsync(new PartDemand(_count + 1, _end, true), rest, token);
        return status.Completed ?? await completion.CompleteAsync(state, [], sums, length, null, token);
    }

    /// <summary>After a failure the store is asked how far it is; what it did not take goes again.</summary>
    async ValueTask SendAsync(int number, ReadOnlyMemory<byte> bytes, CancellationToken token)
    {
        var sent = _isUnsure ? Within(await run.Sessions.StatusAsync(state.Session, token), bytes.Length) : 0;
        _isUnsure = true;
        while (sent < bytes.Length)
        {
            var part = new BufferContent(bytes[sent..], run.SumAlgorithm);
            sent = Within(await _flow.SendAsync(new PartDemand(number, _end + sent, false), part, token), bytes.Length);
        }

        _isUnsure = false;
    }

    int Within(UploadStatus status, int length) => status switch
    {
        { IsGone: true } or { Completed: not null } => throw new SessionGoneException(run.Order.Target),
        _ when status.Held >= _end && status.Held <= _end + length => (int)(status.Held - _end),
        _ => throw new TransferException(Reason.Protocol, Stage.Head, $"{run.Order.Target}: the store says that it holds {status.Held} bytes, {_end} to {_end + length} were sent"),
    };
}
