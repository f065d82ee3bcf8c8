using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Uploads;

/// <summary>
/// Brings bytes into a store that come once and whose number nobody knows before they end: standard input, a pipe. Parts are filled in memory, part
/// size times workers at most. Once bytes were taken no later try can have them again: a failure is final then.
/// </summary>
sealed class StreamUpload(UploadTry run, Stream source)
{
    /// <summary>Parts that grow with their number grow no further: they lie in memory.</summary>
    const int LargestPart = 1 << 30;

    readonly Completion _completion = new(run);
    readonly PieceSums _sums = new(run.SumAlgorithm);
    long _taken;

    public async Task<UploadReceipt> RunAsync(CancellationToken token)
    {
        try
        {
            await run.Sessions.LeftAsync(null, token);
            return await SendAsync(token);
        }
        catch (Exception e) when (e is TransferException or SessionGoneException && _taken > 0)
        {
            var failure = e is TransferException known ? known.Failure : new Failure(Reason.Protocol, Stage.Head, e.Message);
            throw new TransferException(failure with { IsFinal = true }, e) { Status = (e as TransferException)?.Status ?? 0 };
        }
    }

    async ValueTask<UploadReceipt> SendAsync(CancellationToken token)
    {
        var first = await FillAsync(new byte[SizeOf(1)], 0, token);
        var isWhole = first.Length < SizeOf(1);
        var facts = isWhole ? await WholeAsync(first, token) : await InPartsAsync(first, token);
        await _completion.VerifyAsync(facts, _sums, _taken, null, token);
        run.Held.Reach(_taken);
        return new UploadReceipt(_taken, 200) { ETag = facts.ETag, Digest = _sums.Whole(_taken) };
    }

    async ValueTask<ObjectFacts> WholeAsync(ReadOnlyMemory<byte> bytes, CancellationToken token)
    {
        var content = new BufferContent(bytes, run.SumAlgorithm);
        _sums.Put(0, content.Length, content.Sum);
        return await run.PutWholeAsync(content, token);
    }

    async ValueTask<ObjectFacts> InPartsAsync(Memory<byte> first, CancellationToken token)
    {
        var state = await run.Sessions.BeginAsync(null, SizeOf(1), run.Order.Options, token);
        run.Held.Begin(0);
        var facts = run.IsInOrder ? await InOrderAsync(state, first, token) : await InAnyOrderAsync(state, first, token);
        run.Sessions.Drop();
        return facts;
    }

    async ValueTask<ObjectFacts> InAnyOrderAsync(UploadState state, Memory<byte> first, CancellationToken token)
    {
        var parts = await new StreamedParts(run, state.Session, _sums).SendAsync(first, number => SizeOf(number), FillAsync, token);
        return await _completion.CompleteAsync(state, parts, _sums, _taken, null, token);
    }

    /// <summary>What the store did not take stays at the buffer's start, and is filled up.</summary>
    async ValueTask<ObjectFacts> InOrderAsync(UploadState state, Memory<byte> filled, CancellationToken token)
    {
        var flow = new OrderedFlow(run, state.Session);
        var (buffer, offset, size) = (new byte[filled.Length], 0L, filled.Length);
        filled.CopyTo(buffer);
        for (var number = 1; ; number++)
        {
            var content = new BufferContent(buffer.AsMemory(0, size), run.SumAlgorithm);
            var status = await flow.SendAsync(new PartDemand(number, offset, size < buffer.Length), content, token);
            if (status.Completed is null && status.Held < offset) throw new TransferException(Reason.Protocol, Stage.Head, $"{run.Order.Target}: the store lost bytes that it held, and they can't be read again");
            var held = status.Completed is null ? (int)(status.Held - offset) : size;
            _sums.Put(offset, held, held == size ? content.Sum : PieceSums.Append(run.SumAlgorithm, 0, buffer.AsSpan(0, held)));
            if (status.Completed is { } done) return done;
            offset += held;
            run.Held.Reach(offset);
            if (size < buffer.Length && held == size) return await _completion.CompleteAsync(state, [], _sums, _taken, null, token);
            buffer.AsSpan(held, size - held).CopyTo(buffer);
            size = (await FillAsync(buffer, size - held, token)).Length;
        }
    }

    /// <summary>Fills up what there is from a place on; fewer bytes than the buffer has: the source has ended. A short read alone is no end.</summary>
    async ValueTask<Memory<byte>> FillAsync(byte[] buffer, int from, CancellationToken token)
    {
        try
        {
            var read = await source.ReadAtLeastAsync(buffer.AsMemory(from), buffer.Length - from, throwOnEndOfStream: false, token);
            _taken += read;
            return buffer.AsMemory(0, from + read);
        }
        catch (IOException e)
        {
            throw new TransferException(Reason.Disk, Stage.Body, $"reading '{SafeText.Of(run.Order.Source)}' after {_taken} bytes: {e.Message}", e);
        }
    }

    int SizeOf(int number) => (int)Math.Min(run.Store.Parts.SizeAt(number, run.Options.PartSize), LargestPart);
}
