using System.Collections.Concurrent;
using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Transfers;

namespace Swarm.Engine.Tests.Requesting;

/// <summary>An engine of HTTP that answers by a script, at once.</summary>
sealed class PretendedServer(Func<ExchangeRequest, IExchange> answer) : IExchanger
{
    public ConcurrentQueue<ExchangeRequest> Asked { get; } = new();

    public Func<ExchangeRequest, IExchange> Answer { get; set; } = answer;

    public ValueTask<IExchange> SendAsync(ExchangeRequest request, CancellationToken token)
    {
        Asked.Enqueue(request);
        return ValueTask.FromResult(Answer(request));
    }

    public ValueTask DisposeAsync() => default;

    public static IExchange Says(int status, string body = "", params Header[] headers) => new Exchange(status, headers, System.Text.Encoding.UTF8.GetBytes(body));

    public static IExchange Says(byte[] body) => new Exchange(200, [], body);

    sealed class Exchange(int status, Header[] headers, byte[] body) : IExchange
    {
        int _read;

        public ResponseHead Head { get; } = new(status, headers, body.Length, false, new Version(1, 1));

        public ExchangeTimings Timings => default;

        public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken token)
        {
            var count = Math.Min(buffer.Length, body.Length - _read);
            body.AsMemory(_read, count).CopyTo(buffer);
            _read += count;
            return ValueTask.FromResult(count);
        }

        public ValueTask DisposeAsync() => default;
    }
}

/// <summary>Robots files that are kept in memory.</summary>
sealed class KeptRobots : IRobotsStore
{
    public ConcurrentDictionary<Origin, RobotsRecord> Records { get; } = new();

    public RobotsRecord? Recall(Origin origin) => Records.GetValueOrDefault(origin);

    public void Remember(Origin origin, RobotsRecord record) => Records[origin] = record;
}
