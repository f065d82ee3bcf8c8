using System.Security.Cryptography;
using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Tests.Uploads;

/// <summary>What may be uploaded, and what is refused before anything is sent.</summary>
public sealed class UploadSourceTests : IDisposable
{
    readonly UploadBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(DigestAlgorithm.Sha256)]
    [InlineData(DigestAlgorithm.Crc32C)]
    public async Task A_source_with_another_digest_than_was_asked_for_is_not_sent(DigestAlgorithm algorithm)
    {
        var hex = new string('0', algorithm == DigestAlgorithm.Sha256 ? 64 : 8);
        var failure = (await _bench.FailAsync(_bench.Order with { Checksum = new Checksum(algorithm, hex) })).Failure;
        Assert.Equal((Reason.Checksum, true), (failure.Reason, failure.IsFinal));
        Assert.Empty(_bench.Store.Calls);
        await _bench.UploadAsync(_bench.Order with { Checksum = new Checksum(DigestAlgorithm.Sha256, Convert.ToHexStringLower(SHA256.HashData(_bench.Bytes))) });
        Assert.Equal(_bench.Bytes, _bench.Object);
    }

    [Theory]
    [InlineData("nothing", "there is no file")]
    [InlineData("", "is a folder")]
    public async Task A_source_that_is_not_there_is_told_in_clear_words(string name, string words)
    {
        var failure = (await _bench.FailAsync(_bench.Order with { Source = Path.Combine(Path.GetDirectoryName(_bench.Source)!, name) })).Failure;
        Assert.Equal((Reason.Disk, true), (failure.Reason, failure.IsFinal));
        Assert.Contains(words, failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_object_of_the_same_store_is_copied_by_the_store()
    {
        _bench.Store.Objects["from"] = (_bench.Bytes, new ObjectFacts("from", _bench.Bytes.Length));
        var receipt = await _bench.UploadAsync(_bench.Order with { Source = "s3://b/from" });
        Assert.Equal((true, (long)_bench.Bytes.Length, "copy from k"), (_bench.IsRight, receipt.Length, _bench.Store.Calls.Single()));
        Assert.True((await _bench.FailAsync(_bench.Order with { Source = "gs://b/from" })).Failure.IsFinal);
    }
}
