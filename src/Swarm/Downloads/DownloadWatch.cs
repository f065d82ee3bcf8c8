using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.Domain.Writing;

namespace Swarm.Downloads;

/// <summary>What is known of one download while it runs; laid over a job's ports, which know nothing of it.</summary>
sealed class DownloadWatch(IProgress<TransferProgress>? progress, IProgress<SegmentProgress>? segments = null)
{
    public ProgressCount Count { get; } = new(progress);

    /// <summary>Who is told of single stretches; nobody any more, once that threw.</summary>
    public IProgress<SegmentProgress>? Segments { get; private set; } = segments;

    /// <summary>The length that the last good answer announced for what was asked of it, or null.</summary>
    public long? Announced { get; private set; }

    /// <summary>Some part of the file is being written.</summary>
    public bool HasBegun { get; set; }

    /// <summary>Bytes that were there before.</summary>
    public long Resumed { get; set; }

    public void Reach(long offset, long written)
    {
        try
        {
            Segments?.Report(new SegmentProgress(offset, written));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Segments = null;
        }
    }

    public IVolume Over(IVolume volume) => new WatchedVolume(volume, this);

    public IExchanger Over(IExchanger exchanger) => new Exchanger(exchanger, this);

    void Hear(ExchangeRequest request, ResponseHead head)
    {
        // Who asked for a range and gets the whole takes some of it.
        if (head.Status is 200 or 206) Announced = head.Status == 206 || request.Headers.Find("Range") is null ? head.Length : null;
    }

    sealed class Exchanger(IExchanger exchanger, DownloadWatch watch) : IExchanger
    {
        public async ValueTask<IExchange> SendAsync(ExchangeRequest request, CancellationToken token)
        {
            var exchange = await exchanger.SendAsync(request, token);
            watch.Hear(request, exchange.Head);
            return exchange;
        }

        public ValueTask DisposeAsync() => exchanger.DisposeAsync();
    }
}
