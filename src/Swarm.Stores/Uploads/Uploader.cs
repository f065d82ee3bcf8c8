using System.Collections.Concurrent;
using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Uploads;

/// <summary>Brings files, pipes and objects of the same store into a store: whole or in parts, gone on with where an earlier try or process left off.</summary>
/// <param name="states">What a later process goes on from.</param>
/// <param name="chance">Scatters the waits between the tries of one part.</param>
public sealed class Uploader(Func<StoreKind, IObjectStore> stores, UploadOptions options, IUploadStates states, TimeProvider time, Random chance) : IUploader
{
    /// <summary>The source that is standard input.</summary>
    public const string StandardInput = "-";

    readonly ConcurrentDictionary<string, bool> _unheard = new();
    readonly Retries _retries = new(options.PartAttempts, time, chance);

    /// <summary>What <see cref="StandardInput"/> opens.</summary>
    public Func<Stream> Input { get; init; } = Console.OpenStandardInput;

    public async Task<UploadReceipt> UploadAsync(UploadOrder order, Action<long, long> progress, CancellationToken token)
    {
        if (StoreAddress.TryParse(order.Source, out var from)) return await CopyUpload.RunAsync(Begin(order, progress, -1), from, token);
        if (order.Source == StandardInput)
        {
            await using var input = Input();
            return await new StreamUpload(Begin(order, progress, -1), input).RunAsync(token);
        }

        using var file = SourceFile.Open(order.Source);
        var run = Begin(order, progress, file.Length ?? -1);
        return file.Length is null ? await new StreamUpload(run, file.Stream).RunAsync(token) : await new FileUpload(run, file).RunAsync(token);
    }

    public async Task<Failure?> GiveUpAsync(UploadOrder order)
    {
        try
        {
            if (options.KeepParts || states.Load(order.Key) is not { } left) return null;
            await Begin(order, static (_, _) => { }, -1).Sessions.AbortAsync(left, CancellationToken.None);
            return null;
        }
        catch (TransferException e)
        {
            return e.Failure;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new Failure(Reason.Internal, Stage.Request, $"{e.GetType().Name}: {e.Message}");
        }
    }

    UploadTry Begin(UploadOrder order, Action<long, long> progress, long total)
    {
        var store = stores(order.Target.Kind);
        var asked = order with { Options = order.Options with { BodyDigest = order.Options.BodyDigest ?? options.BodyDigest } };
        return new UploadTry(store, asked, options, _retries, new Sessions(store, asked, states, _retries, time), new HeldCount(progress, total)) { Unheard = _unheard };
    }
}
