using System.Globalization;
using Swarm.Domain.Requests;
using Swarm.Domain.Transfers;
using Swarm.IO.Http;
using Swarm.TestSupport;

namespace Swarm.Tests.Chunks;

/// <summary>An object on a scripted origin, downloaded chunk by chunk.</summary>
public abstract class ChunkTests : IAsyncLifetime
{
    readonly HttpExchanger _exchanger = new(new HttpOptions(), new TimeLimits { Headers = TimeSpan.FromSeconds(10) }, TimeProvider.System);

    protected ScriptedOrigin Origin { get; } = new();

    protected MemoryStream Target { get; } = new();

    private protected SkippingTime Time { get; } = new();

    /// <summary>The ranges that were asked for.</summary>
    protected IEnumerable<string?> Asked => Origin.Requests.Select(r => r.Field("Range"));

    /// <summary>What makes a wait longer, drawn in turn, in thousandths; the last one is repeated.</summary>
    protected int[] Jitter { get; set; } = [0];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await Origin.DisposeAsync();
        await _exchanger.DisposeAsync();
    }

    protected ChunkedDownload Download(int chunk, long start = 0, long? end = null, StrategyOptions? strategy = null) =>
        new(Origin.Url("/object"), chunk, Target, start, end, options: Options with { Strategy = strategy ?? Options.Strategy });

    protected ChunkedDownloadOptions Options => new() { Exchanger = _exchanger, Time = Time, Chance = new Chance(Jitter) };

    /// <summary>Plays these answers to the requests for the object.</summary>
    protected void Answers(params OriginScript[] scripts) => Origin.On("/object", scripts);

    /// <summary>A part of an object, its Content-Range as given.</summary>
    protected static OriginScript Part(byte[] body, string range, params string[] fields) => Reply.Raw(HttpWire.Message(206, body, [.. fields, "Content-Range: " + range]));

    /// <summary>A part of an object, cut out of it.</summary>
    protected static OriginScript Part(byte[] whole, int first, int last, params string[] fields) =>
        Part(whole[first..(last + 1)], Range(first, last, whole.Length), fields);

    /// <summary>An origin as it should be: what is asked for, or 416.</summary>
    protected static OriginScript Whole(byte[] whole, params string[] fields) => talk =>
    {
        var asked = talk.Request.Field("Range")!["bytes=".Length..].Split('-').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        return asked[0] >= whole.Length
            ? Reply.Status(416, $"Content-Range: bytes */{whole.Length}")(talk)
            : Part(whole, asked[0], Math.Min(asked[1], whole.Length - 1), fields)(talk);
    };

    protected static string Range(long first, long last, long total) => string.Create(CultureInfo.InvariantCulture, $"bytes {first}-{last}/{total}");

    sealed class Chance(int[] thousandths) : Random
    {
        int _turn;

        public override double NextDouble() => thousandths[Math.Min(_turn++, thousandths.Length - 1)] / 1000.0;
    }
}
