using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Uploads;

/// <summary>Sends a file to a session that takes its parts one after another, going on each time from what the store says it holds.</summary>
sealed class PartsInOrder(UploadTry run, UploadState state, SourceFile file, PieceSums sums)
{
    readonly long _length = file.Length!.Value;

    public async ValueTask<ObjectFacts> SendAsync(UploadStatus status, Completion completion, CancellationToken token)
    {
        foreach (var (number, sum) in state.PartSums)
            sums.Put((number - 1) * state.PartSize, Math.Min(state.PartSize, _length - ((number - 1) * state.PartSize)), sum);
        sums.CutFrom(status.Held);
        run.Held.Begin(Checked(status.Held, _length));
        var flow = new OrderedFlow(run, state.Session);
        for (var held = status.Held; held < _length; held = status.Held)
        {
            var part = new PartDemand((int)(held / state.PartSize) + 1, held, held + state.PartSize >= _length);
            var content = new FileContent(file, held, Math.Min(state.PartSize, _length - held), run.SumAlgorithm);
            status = await flow.SendAsync(part, content, token);
            if (status.Completed is not null || status.Held >= held + content.Length) sums.Put(held, content.Length, content.Sum);
            sums.CutFrom(status.Completed is null ? status.Held : _length);
            if (status.Completed is { } done) return done;
            run.Held.Reach(status.Held);
            run.Sessions.SaveSometimes(() => state with { PartSums = sums.ByPart(state.PartSize, _length) });
        }

        return await completion.CompleteAsync(state with { PartSums = sums.ByPart(state.PartSize, _length) }, [], sums, _length, file, token);
    }

    long Checked(long held, long most) => held <= most ? held
        : throw new TransferException(Reason.Protocol, Stage.Head, $"{run.Order.Target}: the store says that it holds {held} bytes of {most}");
}
