using System.Globalization;
using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.IO.Disk;

namespace Swarm.ObjectStores.Syncing;

/// <summary>Compares a file with the digests that a store has of an object: those it vouches for, an ETag that is an MD5, or one made of its parts' MD5s.</summary>
static class FileDigest
{
    const int Md5Length = 32;

    /// <summary>What clients usually take for parts, in MiB.</summary>
    static readonly long[] UsualParts = [5, 8, 10, 15, 16, 32, 50, 64, 100, 128, 256, 512];

    /// <param name="partSize">The likeliest size of an object's parts.</param>
    public static async ValueTask<bool> IsOfAsync(string path, ObjectFacts facts, long partSize, CancellationToken token)
    {
        try
        {
            if (facts.Digests.Count > 0) return facts.Digests[0].Hex == await WholeAsync(path, facts.Digests[0].Algorithm, token);
            var tag = facts.ETag?.Trim('"').ToLowerInvariant() ?? "";
            if (tag.Length == Md5Length) return tag == await WholeAsync(path, DigestAlgorithm.Md5, token);
            return tag.Length > Md5Length + 1 && tag[Md5Length] == '-' && int.TryParse(tag.AsSpan(Md5Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                && await IsOfPartsAsync(path, tag, count, partSize, token);
        }
        catch (IOException e)
        {
            throw new TransferException(Reason.Disk, Stage.Verify, $"'{path}' can't be read: {e.Message}", e);
        }
    }

    static async ValueTask<bool> IsOfPartsAsync(string path, string tag, int count, long partSize, CancellationToken token)
    {
        var length = new FileInfo(path).Length;
        foreach (var size in UsualParts.Select(mib => mib << 20).Prepend(partSize).Distinct())
            if ((length + size - 1) / size == count && tag == await PartsAsync(path, size, token)) return true;
        return false;
    }

    static async ValueTask<string> WholeAsync(string path, DigestAlgorithm algorithm, CancellationToken token)
    {
        await using var file = Open(path);
        using var digest = new RunningDigest(algorithm);
        await FeedAsync(file, digest, long.MaxValue, token);
        return digest.Finish([]);
    }

    static async ValueTask<string> PartsAsync(string path, long size, CancellationToken token)
    {
        await using var file = Open(path);
        using var all = new RunningDigest(DigestAlgorithm.Md5);
        var count = 0;
        for (; file.Position < file.Length; count++)
        {
            using var part = new RunningDigest(DigestAlgorithm.Md5);
            await FeedAsync(file, part, size, token);
            all.Append(Convert.FromHexString(part.Finish([])));
        }

        return string.Create(CultureInfo.InvariantCulture, $"{all.Finish([])}-{count}");
    }

    static async ValueTask FeedAsync(FileStream file, RunningDigest digest, long most, CancellationToken token)
    {
        var buffer = new byte[1 << 17];
        while (most > 0)
        {
            var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, most)), token);
            if (read == 0) return;
            digest.Append(buffer.AsSpan(0, read));
            most -= read;
        }
    }

    static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0, FileOptions.SequentialScan | FileOptions.Asynchronous);
}
