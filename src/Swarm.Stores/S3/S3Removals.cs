using System.Runtime.CompilerServices;
using Swarm.Domain;
using Swarm.Stores.Xml;

namespace Swarm.Stores.S3;

/// <summary>Removes objects a thousand at a time; keys that XML can't say one by one.</summary>
sealed class S3Removals(S3Calls calls)
{
    const int Most = 1000;

    public async IAsyncEnumerable<(string Key, Failure Failure)> RunAsync(
        StoreAddress bucket, IReadOnlyList<string> keys, [EnumeratorCancellation] CancellationToken token)
    {
        foreach (var batch in keys.Where(StoreXml.CanHold).Chunk(Most))
            foreach (var failed in await ManyAsync(bucket, batch, token)) yield return failed;
        foreach (var key in keys.Where(key => !StoreXml.CanHold(key)))
            if (await OneAsync(bucket.At(key), token) is { } failure) yield return (key, failure);
    }

    async Task<List<(string, Failure)>> ManyAsync(StoreAddress bucket, string[] keys, CancellationToken token)
    {
        var body = S3Xml.Removal(keys);
        var call = new S3Call("POST", bucket) { Query = [("delete", "")], Headers = [PutFields.Xml, PutFields.Md5(body)], Body = body };
        var answer = await calls.SendAsync(call, token);
        var failed = new List<(string, Failure)>();
        foreach (var error in answer.Expected("DeleteResult", bucket, calls.Now).All("Error"))
        {
            if (error.Text("Key") is not { } key || error.Text("Code") == "NoSuchKey") continue;
            var words = $"{SafeText.Of(bucket.At(key).ToString(), 300)}: {SafeText.Of(error.Text("Code"), 100)}: {SafeText.Of(error.Text("Message"), 200)}";
            failed.Add((key, new Failure(Reason.Status, Stage.Body, words)));
        }

        return failed;
    }

    async Task<Failure?> OneAsync(StoreAddress address, CancellationToken token)
    {
        try
        {
            var answer = await calls.AskAsync(new S3Call("DELETE", address), token);
            return answer.IsGood || answer.Head.Status == 404 ? null : S3Error.Of(answer.Head, answer.Body).At(address, answer.Head, calls.Now).Failure;
        }
        catch (TransferException e)
        {
            return e.Failure;
        }
    }
}
