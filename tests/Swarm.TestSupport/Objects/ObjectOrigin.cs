using System.Collections.Concurrent;
using System.Net;

namespace Swarm.TestSupport.Objects;

/// <summary>
/// Serves objects on loopback as RFC 9110 has it, but for the faults they are given; it counts what it is asked and what it sends.
/// </summary>
public sealed class ObjectOrigin : IAsyncDisposable
{
    /// <summary>Little room between the two: what is counted as sent is not far from what has been taken.</summary>
    const int SendBuffer = 64 << 10;

    readonly ConcurrentDictionary<string, ServedObject> _objects = new(StringComparer.Ordinal);
    readonly ScriptedOrigin _origin;

    public ObjectOrigin(IPAddress? address = null) => _origin = new ScriptedOrigin(address: address) { SendBuffer = SendBuffer }.Otherwise(AnswerAsync);

    public ScriptedOrigin Wire => _origin;

    public string Root => _origin.Root;

    public string Url(ServedObject served) => _origin.Url(served.Path);

    /// <summary>Serves an object with bytes of its own under a path.</summary>
    public ServedObject Serve(string path, long length, int seed = 1) => Serve(path, ObjectVersion.Of(new ObjectContent(seed, length)));

    public ServedObject Serve(string path, ObjectVersion version) => _objects[path] = new ServedObject(path, version);

    public ValueTask DisposeAsync() => _origin.DisposeAsync();

    Task AnswerAsync(OriginTalk talk) =>
        _objects.TryGetValue(talk.Request.Path, out var served) ? AnswerAsync(served, talk) : Reply.Status(404)(talk);

    static async Task AnswerAsync(ServedObject served, OriginTalk talk)
    {
        var ask = served.Begin(talk.Request);
        try
        {
            var honest = ask.Honest();
            await ObjectWire.PlayAsync(talk, ask, served.Faults.Select(fault => fault.Play(ask, honest)).FirstOrDefault(reply => reply is not null) ?? honest);
        }
        finally
        {
            served.End();
        }
    }
}
