using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;
using Swarm.Domain;
using Swarm.Domain.Integrity;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.Stores.Xml;

namespace Swarm.Stores.Oss;

/// <summary>Whole objects: what is there, put, delete.</summary>
sealed class OssObjects(OssClient client)
{
    const int DeletesAtOnce = 1000;

    public async ValueTask<ObjectFacts?> StatAsync(StoreAddress address, CancellationToken token)
    {
        var answer = await client.AskAsync(new OssCall("HEAD", address), token);
        if (answer.Error is { Status: 404, Code: "" or "NoSuchKey" }) return null;
        return OssFacts.Of(address.Key, answer.Good().Head.Length, answer.Head);
    }

    public async ValueTask DeleteAsync(StoreAddress address, CancellationToken token)
    {
        var answer = await client.AskAsync(new OssCall("DELETE", address), token);
        if (answer.Error is not { Code: "NoSuchKey" }) answer.Good();
    }

    public async ValueTask<ObjectFacts> PutAsync(StoreAddress address, IRequestContent content, PutOptions options, CancellationToken token)
    {
        var call = new OssCall("PUT", address) { Headers = [.. OssPutFields.Of(address, options), .. await OssPutFields.DigestAsync(content, options.BodyDigest, token)] };
        var answer = await SendSummedAsync(client, call, content, token);
        return OssFacts.Made(address.Key, content.Length, answer.Head);
    }

    /// <summary>Sends a body and compares its CRC-64, taken as it goes out, with what the answer says of what arrived.</summary>
    public static async ValueTask<OssAnswer> SendSummedAsync(OssClient client, OssCall call, IRequestContent content, CancellationToken token)
    {
        var summed = new SummedContent(content);
        var answer = await client.SendAsync(call with { Content = summed }, token);
        var sent = summed.Crc64.ToString("x16", CultureInfo.InvariantCulture);
        if (OssFacts.Sum(answer.Head) is { } stored && stored.Hex != sent)
            throw new TransferException(Reason.Checksum, Stage.Verify, $"{call.Subject}: crc64 of what was sent is {sent}, of what OSS has {stored.Hex}");
        return answer;
    }

    /// <summary>One request for each thousand keys; those that XML can't hold go one by one.</summary>
    public async IAsyncEnumerable<(string Key, Failure Failure)> DeleteManyAsync(
        StoreAddress bucket, IReadOnlyList<string> keys, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
    {
        foreach (var some in keys.Where(StoreXml.CanHold).Chunk(DeletesAtOnce))
            foreach (var failed in await DeleteSomeAsync(bucket, some, token)) yield return failed;
        foreach (var key in keys.Where(key => !StoreXml.CanHold(key)))
        {
            Failure? failure = null;
            try
            {
                await DeleteAsync(bucket.At(key), token);
            }
            catch (TransferException e)
            {
                failure = e.Failure;
            }

            if (failure is not null) yield return (key, failure);
        }
    }

    async ValueTask<IEnumerable<(string Key, Failure Failure)>> DeleteSomeAsync(StoreAddress bucket, string[] keys, CancellationToken token)
    {
        var body = StoreXml.Write(new XElement("Delete", new XElement("Quiet", "false"), keys.Select(key => new XElement("Object", new XElement("Key", key)))));
        var call = new OssCall("POST", bucket.At("")).With("delete", "").With("encoding-type", "url") with
        {
            Body = body, Headers = [new("Content-Type", "application/xml"), new("Content-MD5", Convert.ToBase64String(MD5.HashData(body)))],
        };
        var result = (await client.SendAsync(call, token)).Xml("DeleteResult");
        var isEncoded = result.Text("EncodingType") == "url";
        var gone = result.All("Deleted").Select(entry => entry.Decoded("Key", isEncoded)).ToHashSet(StringComparer.Ordinal);
        var why = result.All("Error").ToDictionary(entry => entry.Decoded("Key", isEncoded) ?? "", entry => SafeText.Of(entry.Text("Code"), 100), StringComparer.Ordinal);
        return keys.Where(key => !gone.Contains(key)).Select(key => (key, new Failure(
            Reason.Status, Stage.Head, $"{SafeText.Of(bucket.At(key).ToString(), 400)}: {why.GetValueOrDefault(key, "not deleted")}")));
    }
}
