using System.Globalization;
using System.Text;

namespace Swarm.TestSupport;

/// <summary>HTTP/1.1 messages as bytes, one character a byte.</summary>
public static class HttpWire
{
    /// <summary>A status line with fields and the empty line, no more than is given.</summary>
    public static string Head(int status, params string[] fields) =>
        string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Scripted\r\n{string.Concat(fields.Select(field => field + "\r\n"))}\r\n");

    /// <summary>A whole answer with Content-Length.</summary>
    public static byte[] Message(int status, byte[] body, params string[] fields) =>
        [.. Bytes(Head(status, [.. fields, $"Content-Length: {body.Length}"])), .. body];

    /// <summary>A body in chunks of a size, with its last chunk.</summary>
    public static byte[] Chunked(byte[] body, int size)
    {
        var wire = new List<byte>();
        foreach (var chunk in body.Chunk(size))
            wire.AddRange([.. Bytes(chunk.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), .. chunk, .. "\r\n"u8]);
        wire.AddRange("0\r\n\r\n"u8);
        return [.. wire];
    }

    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    /// <summary>Bytes that differ along their length, the same for the same seed.</summary>
    public static byte[] Noise(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}

/// <summary>The scripts that most tests need.</summary>
public static class Reply
{
    public static OriginScript Ok(byte[] body, params string[] fields) => Raw(HttpWire.Message(200, body, fields));

    public static OriginScript Ok(string body, params string[] fields) => Ok(HttpWire.Bytes(body), fields);

    /// <summary>A status with an empty body.</summary>
    public static OriginScript Status(int status, params string[] fields) => Raw(HttpWire.Message(status, [], fields));

    public static OriginScript Redirect(int status, string location) => Status(status, "Location: " + location);

    /// <summary>These bytes; the connection stays open.</summary>
    public static OriginScript Raw(byte[] bytes) => talk => talk.SendAsync(bytes).AsTask();

    public static OriginScript Raw(string text) => Raw(HttpWire.Bytes(text));

    /// <summary>These bytes, then the connection is closed in good order.</summary>
    public static OriginScript RawThenClose(string text) => async talk =>
    {
        await talk.SendAsync(text);
        talk.Close();
    };

    /// <summary>These bytes, then the connection is reset.</summary>
    public static OriginScript RawThenReset(string text) => async talk =>
    {
        await talk.SendAsync(text);
        await Task.Delay(20, talk.Stopping); // a reset overtakes what is still unread
        talk.Reset();
    };

    /// <summary>Announces the whole body, sends its first bytes and closes.</summary>
    public static OriginScript Cut(byte[] body, int after, params string[] fields) => async talk =>
    {
        await talk.SendAsync(HttpWire.Message(200, body, fields)[..^(body.Length - after)]);
        talk.Close();
    };

    /// <summary>Waits for the test's signal, then goes on with another script.</summary>
    public static OriginScript After(Task signal, OriginScript then) => async talk =>
    {
        await talk.UntilAsync(signal);
        await then(talk);
    };

    /// <summary>Sends the body in pieces of a size, waiting in between.</summary>
    public static OriginScript Drip(byte[] body, int size, TimeSpan pause, params string[] fields) => async talk =>
    {
        await talk.SendAsync(HttpWire.Head(200, [.. fields, $"Content-Length: {body.Length}"]));
        foreach (var piece in body.Chunk(size))
        {
            await talk.SendAsync(piece);
            await Task.Delay(pause, talk.Stopping);
        }
    };

    /// <summary>Never answers.</summary>
    public static OriginScript Silence() => talk => Task.Delay(Timeout.Infinite, talk.Stopping);
}
