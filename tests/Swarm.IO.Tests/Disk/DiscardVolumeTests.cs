using System.Security.Cryptography;
using Swarm.Domain;
using Swarm.Domain.Writing;
using Swarm.IO.Disk;

namespace Swarm.IO.Tests.Disk;

public sealed class DiscardVolumeTests
{
    [Theory]
    [InlineData(1_000)]
    [InlineData(500_000)]
    public async Task Bodies_are_measured_and_verified(int length)
    {
        using var volume = new DiscardVolume(new WritingOptions(), new FixedClock());
        var bytes = new byte[length];
        foreach (var right in new[] { true, false })
        {
            var wanted = new Checksum(DigestAlgorithm.Sha256, Convert.ToHexStringLower(SHA256.HashData(right ? bytes : [])));
            using var file = volume.Stage("a", [DigestAlgorithm.Sha256]);
            await Fill(file, bytes);
            if (right) Assert.Equal(new FileFacts(length, new FixedClock().GetUtcNow(), wanted.ToString()), file.Commit(new CommitDemand(length, [wanted], null)));
            else Assert.Equal(Reason.Checksum, Assert.Throws<TransferException>(() => file.Commit(new CommitDemand(length, [wanted], null))).Failure.Reason);
        }
        using var cut = volume.Stage("a");
        await Fill(cut, bytes);
        Assert.Equal(Reason.Truncated, Assert.Throws<TransferException>(() => cut.Commit(new CommitDemand(length + 1, [], null))).Failure.Reason);
    }

    static async Task Fill(IStagedFile file, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var room = file.GetMemory();
            var count = Math.Min(room.Length, bytes.Length);
            bytes[..count].CopyTo(room);
            bytes = bytes[count..];
            if (file.Advance(count)) await file.FlushAsync(default);
        }
    }
}
