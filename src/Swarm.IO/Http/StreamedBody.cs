using System.Net;
using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.IO.Http;

/// <summary>A request's body that is produced while it goes out. Each write is a step that the exchange's watch sees: the wait for an answer begins after the last.</summary>
sealed class StreamedBody(IRequestContent content, ActivityWatch watch) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var token = cancellationToken.CanBeCanceled ? cancellationToken : watch.Token;
        await using var watched = new WatchedStream(stream, watch);
        watch.BodyGoesOut();
        try
        {
            await content.WriteToAsync(watched, token);
        }
        catch (Exception) when (watched.IsBroken)
        {
            await watched.FeignAsync(content.Length, token);
        }
        catch (Exception e) when (e is not TransferException and not OperationCanceledException)
        {
            throw new TransferException(Reason.Disk, Stage.Request, $"the source of the request's body failed: {Plain.Text(e.Message)}", e);
        }
        finally
        {
            watch.BodyIsOut();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = content.Length;
        return true;
    }
}
