using System.Runtime.ExceptionServices;
using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Uploads;

/// <summary>Reads parts one after another and sends a few at once; a part's buffer is filled again when it has been sent.</summary>
sealed class StreamedParts(UploadTry run, UploadSession session, PieceSums sums)
{
    readonly Lock _lock = new();
    readonly SortedDictionary<int, PartFacts> _held = [];
    readonly Stack<byte[]> _free = [];
    readonly SemaphoreSlim _room = new(Math.Max(run.Options.Workers, 1));
    ExceptionDispatchInfo? _failure;

    public async ValueTask<IReadOnlyList<PartFacts>> SendAsync(
        Memory<byte> first, Func<int, int> sizeOf, Func<byte[], int, CancellationToken, ValueTask<Memory<byte>>> fill, CancellationToken token)
    {
        var sending = new List<Task>();
        try
        {
            var (bytes, offset) = (first, 0L);
            await _room.WaitAsync(token);
            for (var number = 1; bytes.Length > 0 && _failure is null; number++)
            {
                if (number > run.Store.Parts.Count) throw new TransferException(Reason.Size, Stage.Body, $"{session.Target}: longer than {run.Store.Parts.Count} parts can hold");
                var isLast = bytes.Length < sizeOf(number);
                sending.RemoveAll(t => t.IsCompleted);
                sending.Add(SendAsync(new PartDemand(number, offset, isLast), bytes, token));
                offset += bytes.Length;
                if (isLast) break;
                await _room.WaitAsync(token);
                bytes = await fill(Buffer(sizeOf(number + 1)), 0, token);
            }
        }
        finally
        {
            await Task.WhenAll(sending);
        }

        _failure?.Throw();
        return [.. _held.Values];
    }

    async Task SendAsync(PartDemand part, Memory<byte> bytes, CancellationToken token)
    {
        try
        {
            var content = new BufferContent(bytes, run.SumAlgorithm);
            var held = await run.Retries.RunAsync(t => run.PutPartAsync(session, part, content, t), token);
            sums.Put(part.Offset, content.Length, content.Sum);
            lock (_lock) _held[part.Number] = held;
            run.Held.Add(content.Length);
        }
        catch (Exception e)
        {
            lock (_lock) _failure ??= ExceptionDispatchInfo.Capture(e);
        }
        finally
        {
            if (System.Runtime.InteropServices.MemoryMarshal.TryGetArray<byte>(bytes, out var buffer))
                lock (_lock) _free.Push(buffer.Array!);
            _room.Release();
        }
    }

    byte[] Buffer(int size)
    {
        lock (_lock)
            while (_free.TryPop(out var free))
                if (free.Length == size) return free;
        return new byte[size];
    }
}
