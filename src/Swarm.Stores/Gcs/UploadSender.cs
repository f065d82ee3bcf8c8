using System.Security.Cryptography;
using Swarm.Domain;
using Swarm.Domain.Requests;
using Swarm.Domain.Transfers;
using Swarm.IO.Http;

namespace Swarm.Stores.Gcs;

/// <summary>What one try came to; without an error it is done.</summary>
/// <param name="Failure">What went wrong but for the status, where another try may mend it.</param>
/// <param name="IsFinal">No further try can mend it.</param>
readonly record struct Attempt(Exception? Error, int Status = 0, TimeSpan? ServerWait = null, Failure? Failure = null, bool IsFinal = false)
{
    public static Attempt Good => default;
}

/// <summary>Sends an upload's requests, each as often as the strategy wants.</summary>
sealed class UploadSender : IAsyncDisposable
{
    readonly TransmitOptions _options;
    readonly ConfiguredStrategy _strategy;
    readonly HttpExchanger? _own;
    readonly IExchanger _exchanger;

    public UploadSender(TransmitOptions options)
    {
        _options = options;
        _strategy = new ConfiguredStrategy(options.Strategy);
        Chance = options.Chance ?? new Random(RandomNumberGenerator.GetInt32(int.MaxValue));
        _own = options.Client is { } client ? new HttpExchanger(client, new HttpOptions(), options.Timeouts, TimeProvider.System)
            : options.Exchanger is null ? new HttpExchanger(new HttpOptions(), options.Timeouts, TimeProvider.System) : null;
        _exchanger = _own ?? options.Exchanger!;
    }

    public Random Chance { get; }

    /// <summary>The caller's fields, and the upload's own in the place of those of the same name.</summary>
    public Header[] Fields(params ReadOnlySpan<Header> own)
    {
        var fields = new List<Header>(own.Length + _options.Headers.Count);
        foreach (var header in _options.Headers)
            if (!Contains(own, header.Name)) fields.Add(header);
        fields.AddRange(own);
        return [.. fields];
    }

    public ValueTask<GcsAnswer> SendAsync(ExchangeRequest request, CancellationToken token) => GcsAnswer.SendAsync(_exchanger, request, token);

    /// <summary>A refusal, which the strategy may see more in than its end.</summary>
    public Attempt Refused(UploadFault fault, ResponseHead head) => fault.Error == UploadError.Status
        ? new Attempt(new UploadRefusedException(fault, head.Status), head.Status, ServerWait.From(head, _options.Time.GetUtcNow()))
        : new Attempt(new UploadRefusedException(fault, head.Status), head.Status, IsFinal: true);

    /// <summary>A status that may pass, by the strategy's own list.</summary>
    public bool MayPass(int status) => _options.Strategy.RetryStatuses.Contains(status);

    /// <summary>Comes back from a good try, or throws the last one's error.</summary>
    public async Task RunAsync(Func<CancellationToken, Task<Attempt>> attempt, CancellationToken token)
    {
        var began = _options.Time.GetTimestamp();
        for (var number = 1; ; number++)
        {
            var tried = await TryAsync(attempt, token);
            if (tried.Error is null) return;
            if (tried.IsFinal || Wait(tried, number, _options.Time.GetElapsedTime(began)) is not { } wait) throw tried.Error;
            await Task.Delay(wait, _options.Time, token);
        }
    }

    public ValueTask DisposeAsync() => _own?.DisposeAsync() ?? default;

    static async Task<Attempt> TryAsync(Func<CancellationToken, Task<Attempt>> attempt, CancellationToken token)
    {
        try
        {
            return await attempt(token);
        }
        catch (TransferException e)
        {
            return new Attempt(e, e.Status, e.ServerWait, e.Failure);
        }
    }

    TimeSpan? Wait(in Attempt tried, int number, TimeSpan sinceFirst)
    {
        var facts = new AttemptFacts { Attempt = number, Status = tried.Status, Failure = tried.Failure, SinceFirst = sinceFirst, ServerWait = tried.ServerWait };
        var verdict = _strategy.Judge(facts, Chance);
        return verdict.Kind == VerdictKind.Retry ? verdict.After : null;
    }

    static bool Contains(ReadOnlySpan<Header> fields, string name)
    {
        foreach (var field in fields)
            if (field.Is(name)) return true;
        return false;
    }
}
