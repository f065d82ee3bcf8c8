using System.Buffers;
using System.Globalization;
using System.Text;

namespace Swarm.TestSupport.Objects;

/// <summary>Puts a reply on the wire, as false as it is.</summary>
static class ObjectWire
{
    const int Buffer = 64 << 10;

    public static async Task PlayAsync(OriginTalk talk, ObjectAsk ask, ObjectReply reply)
    {
        if (reply is { End: not BodyEnd.Whole, EndAfter: < 0 })
        {
            await EndAsync(talk, reply);
            return;
        }

        await talk.SendAsync(Head(reply));
        // Where nothing breaks off, the head alone is the fault.
        if (reply.End == BodyEnd.Whole) reply.Fault?.Hit();
        if (reply.HasBody) await BodyAsync(talk, ask, reply);
    }

    static string Head(ObjectReply reply)
    {
        var head = new StringBuilder(256).Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} {(reply.Status < 300 ? "Fine" : "Not so")}\r\n");
        foreach (var (name, value) in reply.Fields) head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        if (reply.Framing == BodyFraming.Chunked) head.Append("Transfer-Encoding: chunked\r\n");
        else if (reply.Framing == BodyFraming.Connection) head.Append("Connection: close\r\n");
        else if (reply.Status is not (204 or 304)) head.Append(CultureInfo.InvariantCulture, $"Content-Length: {reply.StatedLength ?? reply.BodyLength}\r\n");
        return head.Append("\r\n").ToString();
    }

    static async Task BodyAsync(OriginTalk talk, ObjectAsk ask, ObjectReply reply)
    {
        var end = reply.End == BodyEnd.Whole ? reply.BodyLength : Math.Min(reply.EndAfter, reply.BodyLength);
        var buffer = ArrayPool<byte>.Shared.Rent(Buffer);
        try
        {
            for (long at = 0; at < end;)
            {
                if (IsHeld(ask, reply, at)) await ask.Object.HoldAsync(talk.Stopping);
                var piece = buffer.AsMemory(0, PieceAt(ask, reply, at, end));
                Fill(reply, at, piece.Span);
                ask.Object.Sends(piece.Length);
                await SendAsync(talk, reply, piece);
                at += piece.Length;
                await PauseAsync(talk, ask, reply);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (reply.End != BodyEnd.Whole) await EndAsync(talk, reply);
        else if (reply.Framing == BodyFraming.Chunked) await talk.SendAsync("0\r\n\r\n");
        else if (reply.Framing == BodyFraming.Connection || reply.StatedLength is not null) talk.Close();
    }

    static bool IsHeld(ObjectAsk ask, ObjectReply reply, long at) => reply.Status == 200 && ask.Range is null && at > 0 && at == ask.Object.HoldAfter;

    /// <summary>Never over the place where a body is held.</summary>
    static int PieceAt(ObjectAsk ask, ObjectReply reply, long at, long end)
    {
        var most = (reply.Piece, ask.Object.Piece) switch { (> 0 and var own, _) => own, (_, > 0 and var usual) => usual, _ => Buffer };
        var stop = at < ask.Object.HoldAfter ? Math.Min(end, ask.Object.HoldAfter) : end;
        return (int)Math.Min(Math.Min(most, Buffer), stop - at);
    }

    static void Fill(ObjectReply reply, long at, Span<byte> piece)
    {
        if (reply.Body is { } body) body.AsSpan((int)at, piece.Length).CopyTo(piece);
        else reply.Version.Content.Fill(reply.Start + at, piece);
    }

    static async ValueTask SendAsync(OriginTalk talk, ObjectReply reply, ReadOnlyMemory<byte> piece)
    {
        if (reply.Framing == BodyFraming.Chunked) await talk.SendAsync(piece.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n");
        await talk.SendAsync(piece);
        if (reply.Framing == BodyFraming.Chunked) await talk.SendAsync("\r\n");
    }

    static Task PauseAsync(OriginTalk talk, ObjectAsk ask, ObjectReply reply) =>
        reply.Piece > 0 ? Task.Delay(reply.Pause, talk.Stopping) : ask.Object.Piece > 0 ? Task.Delay(ask.Object.Pause, talk.Stopping) : Task.CompletedTask;

    static async Task EndAsync(OriginTalk talk, ObjectReply reply)
    {
        reply.Fault?.Hit();
        if (reply.End == BodyEnd.Close)
        {
            talk.Close();
        }
        else if (reply.End == BodyEnd.Reset)
        {
            await Task.Delay(5, talk.Stopping); // a reset overtakes what is still unread
            talk.Reset();
        }
        else
        {
            await talk.UntilGoneAsync();
        }
    }
}
