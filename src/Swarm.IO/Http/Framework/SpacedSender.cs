using Swarm.Domain.Transfers;

namespace Swarm.IO.Http.Framework;

/// <summary>
/// Sends requests whose origin wants a distance between them. Over HTTP/1.1 the turn is awaited by the connection's first write. Over HTTP/2,
/// and over a caller's own client, writes can't be told apart and the turn is awaited just before. Until an origin has shown which it speaks
/// its requests go one at a time.
/// </summary>
sealed class SpacedSender(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send, bool ownsConnections)
{
    public async Task<HttpResponseMessage> SendAsync(OutgoingRequest request, SendTurn turn, CancellationToken token)
    {
        var spacer = turn.Spacer;
        var isShared = ownsConnections ? IsShared(request) ?? spacer.IsShared : true;
        if (isShared is false)
        {
            SendTurn.Current = turn;
            return await send(request, token);
        }

        await turn.EnterAsync();
        return isShared is true ? await LeaveAndSendAsync(request, spacer, token) : await SendAloneAsync(request, spacer, token);
    }

    async Task<HttpResponseMessage> LeaveAndSendAsync(OutgoingRequest request, OriginSpacer spacer, CancellationToken token)
    {
        spacer.Leave();
        return await send(request, token);
    }

    async Task<HttpResponseMessage> SendAloneAsync(OutgoingRequest request, OriginSpacer spacer, CancellationToken token)
    {
        try
        {
            var response = await send(request, token);
            spacer.IsShared = response.Version.Major >= 2;
            return response;
        }
        finally
        {
            spacer.Leave();
        }
    }

    // Without TLS there is no negotiation: HTTP/2 is spoken by prior knowledge alone.
    static bool? IsShared(OutgoingRequest request) =>
        request.Version.Major < 2 ? false
        : request.VersionPolicy == HttpVersionPolicy.RequestVersionExact ? true
        : request.RequestUri!.Scheme == Uri.UriSchemeHttp ? false : null;
}
