using Swarm.Domain.Transfers;

namespace Swarm.IO.Http.Wire;

/// <summary>
/// HTTP/1.1 over TCP, spoken by ourselves (RFC 9112): what goes out is what was asked for, byte for byte, and nothing is made for an answer
/// that nobody reads.
/// </summary>
sealed class WireEngine(HttpOptions options, Dialer dialer, RequestFields fields, TimeProvider time) : IHttpEngine
{
    readonly ConnectionPool _pool = new(dialer, options, time);
    readonly int _mostHead = options.MaxHeadKilobytes << 10;

    public async ValueTask<Answer> AskAsync(ExchangeRequest request, ActivityWatch watch, SendTurn? turn)
    {
        using var head = new RequestHead(request, fields);
        while (true)
        {
            var isOut = false;
            var connection = (await _pool.RentAsync(request.Url.Origin, watch, !MayRepeat(request))).Connection;
            try
            {
                var isWhole = await SendAsync(head, request, connection, watch, turn);
                isOut = true;
                var heard = await HearAsync(connection, watch.Token);
                return new Answer(heard.Status, heard.Version, heard.Fields, new WireBody(connection, _pool, isWhole && heard.KeepsAlive(), watch, time));
            }
            catch (Exception e)
            {
                // A reset behind the request is the server's answer to it; a close in good order may have been on its way before.
                var isStale = connection is { IsReused: true, HasAnswered: false } && (e is EndOfStreamException || (!isOut && e is IOException));
                _pool.Return(connection, isReusable: false);
                if (!isStale || !MayRepeat(request)) throw;
            }
        }
    }

    /// <summary>Closes what has lain idle for too long; called now and then.</summary>
    public void CloseOld() => _pool.CloseOld();

    public ValueTask DisposeAsync()
    {
        _pool.Dispose();
        return default;
    }

    // A server may close an idle connection at any time (RFC 9112, section 9.3.1): then nobody has seen the request.
    static bool MayRepeat(ExchangeRequest request) => request is { Method: not ("POST" or "PATCH"), Body: null, Content: null };

    /// <returns>False: the server took no more of the body, and has maybe said why.</returns>
    static async ValueTask<bool> SendAsync(RequestHead head, ExchangeRequest request, WireConnection connection, ActivityWatch watch, SendTurn? turn)
    {
        if (turn is not null) await turn.EnterAsync();
        try
        {
            await connection.Out.WriteAsync(head.Bytes, watch.Token);
        }
        finally
        {
            turn?.Spacer.Leave();
        }

        var content = head.HasBody ? null : request.Content ?? (request.Body is { } body ? new BytesContent(body) : null);
        if (content is null) return true;
        await using var sending = new WatchedStream(connection.Out, content.Length, watch);
        return await sending.TakeAsync(content, watch.Token);
    }

    async ValueTask<WireHead> HearAsync(WireConnection connection, CancellationToken token)
    {
        for (int left = _mostHead, seen = 0; ;)
        {
            var end = WireHead.End(connection.Waiting, ref seen);
            if (end < 0)
            {
                await connection.FillAsync(left, token);
                if (!WireHead.IsLikely(connection.Waiting)) throw new InvalidDataException("what came is no answer of HTTP/1");
                continue;
            }

            var head = WireHead.Parse(connection.Waiting[..end], connection.LastFields);
            connection.Skip(end);
            if (!head.IsInterim)
            {
                connection.LastFields = head.Fields;
                return head;
            }

            (left, seen) = (left - end, 0);
        }
    }
}
