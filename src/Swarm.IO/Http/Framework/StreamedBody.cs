using System.Net;
using Swarm.Domain.Transfers;

namespace Swarm.IO.Http.Framework;

/// <summary>A request's body that is produced while it goes out. Each write is a step that the exchange's watch sees: the wait for an answer begins after the last.</summary>
sealed class StreamedBody(IRequestContent content, ActivityWatch watch) : HttpContent
{
    static readonly byte[] Nothing = new byte[256 << 10];

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var token = cancellationToken.CanBeCanceled ? cancellationToken : watch.Token;
        await using var watched = new WatchedStream(stream, content.Length, watch);
        if (!await watched.TakeAsync(content, token)) await FeignAsync(stream, content.Length - watched.Written, token);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = content.Length;
        return true;
    }

    // A server that has refused and closed has often said why first. The framework reads that only once it has counted the whole body out: what
    // is missing is written to the dead connection, where it can't arrive.
    static async ValueTask FeignAsync(Stream stream, long missing, CancellationToken token)
    {
        for (int piece; missing > 0; missing -= piece)
        {
            piece = (int)Math.Min(missing, Nothing.Length);
            try
            {
                await stream.WriteAsync(Nothing.AsMemory(0, piece), token);
            }
            catch (IOException)
            {
                // Counted all the same.
            }
        }
    }
}
