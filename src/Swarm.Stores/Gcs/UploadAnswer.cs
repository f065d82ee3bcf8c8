using System.Text;
using System.Text.Json;
using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Gcs;

/// <summary>What the server answered to a whole upload.</summary>
/// <param name="Body">As it came: the object's resource as JSON, of the JSON API.</param>
public sealed record UploadAnswer(int Status, IReadOnlyList<Header> Headers, string Body)
{
    /// <summary>The object that was made; null where the answer does not describe it.</summary>
    public ObjectFacts? Object { get; private init; }

    internal static UploadAnswer Of(in GcsAnswer answer) =>
        new(answer.Status, answer.Head.Headers, Encoding.UTF8.GetString(answer.Body)) { Object = Described(answer.Body) };

    /// <summary>Compares what the server has with what was sent.</summary>
    /// <param name="isStrict">A checksum that is asked for must be there.</param>
    internal UploadFault? Fault(long length, Checksum? sent, bool isStrict)
    {
        if (Object?.Size is { } size && size != length)
            return UploadFault.Of(UploadError.Corrupt, "The object's size as the remote host has it,", size, "is not that of what was sent,", length);
        if (sent is not { } checksum) return null;
        foreach (var theirs in Object?.Digests ?? [])
        {
            if (theirs.Algorithm != checksum.Algorithm) continue;
            var kind = checksum.Algorithm == DigestAlgorithm.Md5 ? "MD5" : "CRC32C";
            return theirs == checksum ? null : UploadFault.Of(
                UploadError.Corrupt,
                $"The computed ``{kind}`` checksum, ``{GcsObjects.Base64(checksum)}``, and the checksum reported by the remote host, ``{GcsObjects.Base64(theirs)}``, did not match.");
        }

        return isStrict ? UploadFault.Of(
            UploadError.MissingField,
            $"Response metadata had no ``{GcsObjects.DigestName(checksum.Algorithm)}`` value; checksum could not be validated.") : null;
    }

    static ObjectFacts? Described(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? GcsObjects.Facts(document.RootElement) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
