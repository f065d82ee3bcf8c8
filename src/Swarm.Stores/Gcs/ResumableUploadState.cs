using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Swarm.Stores.Gcs;

/// <summary>
/// What another process needs to go on with a resumable upload. The session's URL is a credential: whoever has it can write the object. The caller's
/// headers are not in it.
/// </summary>
public sealed record ResumableUploadState
{
    public required string UploadUrl { get; init; }

    public required string ResumableUrl { get; init; }

    public required string ContentType { get; init; }

    public required int ChunkSize { get; init; }

    /// <summary>Null: the stream's end will tell.</summary>
    public long? TotalBytes { get; init; }

    /// <summary>What the server held when this was saved; it is asked again.</summary>
    public long BytesUploaded { get; init; }

    /// <summary>Bytes that <see cref="Crc32C"/> is of: as many as were sent.</summary>
    public long HashedBytes { get; init; }

    public uint Crc32C { get; init; }

    /// <summary>Without the URLs, which are credentials.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{BytesUploaded} of {TotalBytes} bytes");

    public string ToJson() => JsonSerializer.Serialize(this, ResumableUploadJson.Default.ResumableUploadState);

    /// <exception cref="FormatException">The text is not what <see cref="ToJson"/> gives.</exception>
    public static ResumableUploadState FromJson(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ResumableUploadJson.Default.ResumableUploadState) ?? throw new FormatException("no state of an upload");
        }
        catch (JsonException e)
        {
            throw new FormatException("no state of an upload", e);
        }
    }
}

[JsonSerializable(typeof(ResumableUploadState))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
sealed partial class ResumableUploadJson : JsonSerializerContext;
