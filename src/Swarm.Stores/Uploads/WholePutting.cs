using System.Security.Cryptography;
using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Uploads;

/// <summary>
/// A whole object by one request. Where nothing may be overwritten, a later try is refused for what an earlier one has brought and nobody heard of: then
/// the object itself has to show that it is that.
/// </summary>
static class WholePutting
{
    const int TakenStatus = 412;

    public static async ValueTask<ObjectFacts> PutWholeAsync(this UploadTry run, ISummedContent content, CancellationToken token)
    {
        try
        {
            return await run.Retries.RunAsync(t => OnceAsync(run, content, t), token);
        }
        catch (TransferException e) when (e.Status == TakenStatus && run.Order.Options.IfAbsent && run.Unheard.ContainsKey(run.Order.Key))
        {
            var there = await run.Retries.RunAsync(t => run.Store.StatAsync(run.Order.Target, t), token);
            if (there is null || !await IsAsync(there, content, PieceSums.AlgorithmOf(run.Store.Kind), token)) throw;
            return there;
        }
    }

    static async ValueTask<ObjectFacts> OnceAsync(UploadTry run, ISummedContent content, CancellationToken token)
    {
        try
        {
            return await run.Store.PutAsync(run.Order.Target, content, run.Order.Options, token);
        }
        catch (TransferException e) when (e.Status is 0 or >= 500)
        {
            run.Unheard[run.Order.Key] = true;
            throw;
        }
    }

    /// <summary>As long, and with a digest or a tag that the content gives as well; where the store tells neither, nobody knows.</summary>
    static async ValueTask<bool> IsAsync(ObjectFacts there, ISummedContent content, DigestAlgorithm sums, CancellationToken token)
    {
        if (there.Size != content.Length) return false;
        using var md5 = MD5.Create();
        await using (var sink = new CryptoStream(Stream.Null, md5, CryptoStreamMode.Write)) await content.WriteToAsync(sink, token);
        var hex = Convert.ToHexStringLower(md5.Hash!);
        foreach (var digest in there.Digests)
        {
            if (digest.Algorithm == DigestAlgorithm.Md5) return digest.Hex == hex;
            if (digest.Algorithm == sums) return digest == PieceSums.ChecksumOf(sums, content.Sum);
        }

        return there.ETag is { } tag && tag.Trim('"').Equals(hex, StringComparison.OrdinalIgnoreCase);
    }
}
