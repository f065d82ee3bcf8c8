using System.Buffers;
using System.Security.Cryptography;
using Swarm.Domain;

namespace Swarm.Stores.Uploads;

/// <summary>Holds a file against a digest that somebody gave for it, before anything of it is sent.</summary>
static class SourceDigest
{
    /// <exception cref="TransferException">It has another: no further try mends that.</exception>
    public static async ValueTask CheckAsync(SourceFile file, Checksum promised, string path, CancellationToken token)
    {
        var found = NameOf(promised.Algorithm) is { } name
            ? new Checksum(promised.Algorithm, await HashAsync(file, name, token))
            : await new PieceSums(promised.Algorithm).WholeAsync(file, token);
        if (string.Equals(found.Hex, promised.Hex, StringComparison.OrdinalIgnoreCase)) return;
        throw new TransferException(new Failure(Reason.Checksum, Stage.Verify, $"'{SafeText.Of(path)}' has {found}, but {promised} was asked for") { IsFinal = true });
    }

    static async ValueTask<string> HashAsync(SourceFile file, HashAlgorithmName name, CancellationToken token)
    {
        using var hash = IncrementalHash.CreateHash(name);
        var buffer = ArrayPool<byte>.Shared.Rent(256 << 10);
        try
        {
            for (var done = 0L; done < file.Length;)
            {
                var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, file.Length.Value - done)), done, token);
                hash.AppendData(buffer, 0, read);
                done += read;
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    static HashAlgorithmName? NameOf(DigestAlgorithm algorithm) => algorithm switch
    {
        DigestAlgorithm.Md5 => HashAlgorithmName.MD5,
        DigestAlgorithm.Sha1 => HashAlgorithmName.SHA1,
        DigestAlgorithm.Sha256 => HashAlgorithmName.SHA256,
        DigestAlgorithm.Sha512 => HashAlgorithmName.SHA512,
        _ => null,
    };
}
