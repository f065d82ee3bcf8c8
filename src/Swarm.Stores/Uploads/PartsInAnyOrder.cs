using System.Runtime.ExceptionServices;
using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Uploads;

/// <summary>Sends the parts of a file that a store lacks, a few at once. The first failure for good lets no further part begin; it is told when those on their way have ended.</summary>
sealed class PartsInAnyOrder(UploadTry run, UploadState state, SourceFile file, PieceSums sums)
{
    readonly Lock _lock = new();
    readonly long _length = file.Length!.Value;
    readonly Queue<int> _missing = [];
    readonly SortedDictionary<int, PartFacts> _held = [];
    ExceptionDispatchInfo? _failure;

    /// <summary>All parts, in order, once the store has them.</summary>
    public async ValueTask<IReadOnlyList<PartFacts>> SendAsync(IReadOnlyList<PartFacts> held, CancellationToken token)
    {
        var count = (int)((_length + state.PartSize - 1) / state.PartSize);
        foreach (var part in held)
            if (part.Number >= 1 && part.Number <= count && part.Size == SizeOf(part.Number)) _held[part.Number] = part;
        for (var number = 1; number <= count; number++)
            if (!_held.ContainsKey(number)) _missing.Enqueue(number);
        foreach (var (number, sum) in state.PartSums)
            if (_held.ContainsKey(number)) sums.Put(OffsetOf(number), SizeOf(number), sum);
        run.Held.Begin(_held.Values.Sum(p => p.Size));
        var workers = new Task[Math.Min(Math.Max(run.Options.Workers, 1), _missing.Count)];
        for (var i = 0; i < workers.Length; i++) workers[i] = WorkAsync(count, token);
        await Task.WhenAll(workers);
        _failure?.Throw();
        return [.. _held.Values];
    }

    async Task WorkAsync(int count, CancellationToken token)
    {
        try
        {
            while (Next() is { } number) Came(await SendAsync(new PartDemand(number, OffsetOf(number), number == count), token));
        }
        catch (Exception e)
        {
            lock (_lock) _failure ??= ExceptionDispatchInfo.Capture(e);
        }
    }

    async ValueTask<PartFacts> SendAsync(PartDemand part, CancellationToken token)
    {
        var content = new FileContent(file, part.Offset, SizeOf(part.Number), run.SumAlgorithm);
        var answer = await run.Retries.RunAsync(t => run.PutPartAsync(state.Session, part, content, t), token);
        sums.Put(part.Offset, content.Length, content.Sum);
        return answer;
    }

    int? Next()
    {
        lock (_lock) return _failure is null && _missing.TryDequeue(out var number) ? number : null;
    }

    void Came(PartFacts part)
    {
        lock (_lock) _held[part.Number] = part;
        run.Held.Add(part.Size);
        run.Sessions.SaveSometimes(() => state with { PartSums = sums.ByPart(state.PartSize, _length) });
    }

    long OffsetOf(int number) => (number - 1) * state.PartSize;

    long SizeOf(int number) => Math.Min(state.PartSize, _length - OffsetOf(number));
}
