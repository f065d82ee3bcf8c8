using Swarm.Domain;
using Swarm.Stores;
using Swarm.Stores.Gcs;
using Swarm.Stores.Oss;
using Swarm.Stores.S3;

namespace Swarm.Settings.Sections;

/// <summary><c>stores { }</c>: where object stores are, who asks, and how objects are brought there.</summary>
static class StoresSection
{
    const long LeastPart = 64 << 10;
    const long LargestPart = 5L << 30;
    const string Credentials = "access-key-id";
    static readonly Choices Styles = new("auto", "path", "host");
    static readonly Choices Signatures = new("v4", "v1");
    static readonly Choices Digests = new("none", "md5", "sha-1", "sha-256", "sha-512");

    public static StoresOptions Read(Section s, StoresOptions preset) => preset with
    {
        S3 = S3(s.Sub("s3"), preset.S3),
        Gcs = Gs(s.Sub("gs"), preset.Gcs),
        Oss = Oss(s.Sub("oss"), preset.Oss),
        Upload = Upload(s.Sub("upload"), preset.Upload),
    };

    static S3Options S3(Section s, S3Options preset)
    {
        var read = preset with
        {
            Endpoint = s.Endpoint("endpoint", preset.Endpoint),
            Region = s.TextOrNull("region", preset.Region),
            PathStyle = PathStyle(s, preset.PathStyle),
            Profile = s.TextOrNull("profile", preset.Profile),
            AccessKeyId = s.KeptSecret(Credentials, preset.AccessKeyId),
            SecretAccessKey = s.KeptSecret("secret-access-key", preset.SecretAccessKey),
            SessionToken = s.KeptSecret("session-token", preset.SessionToken),
            Anonymous = s.Flag("anonymous", preset.Anonymous),
        };
        CheckKeys(s, read.AccessKeyId, read.SecretAccessKey, "secret-access-key", read.Anonymous);
        return read;
    }

    static GcsOptions Gs(Section s, GcsOptions preset)
    {
        var read = preset with
        {
            Endpoint = s.Endpoint("endpoint", preset.Endpoint),
            CredentialsFile = s.PathOrNull("credentials", preset.CredentialsFile),
            Project = s.TextOrNull("project", preset.Project),
            Anonymous = s.Flag("anonymous", preset.Anonymous),
        };
        if (read.Anonymous && read.CredentialsFile is not null) s.Refuse("anonymous asks without credentials: choose one", "anonymous", "credentials");
        return read;
    }

    static OssOptions Oss(Section s, OssOptions preset)
    {
        var read = preset with
        {
            Endpoint = s.Endpoint("endpoint", preset.Endpoint),
            Region = s.TextOrNull("region", preset.Region),
            PathStyle = PathStyle(s, preset.PathStyle),
            AccessKeyId = s.KeptSecret(Credentials, preset.AccessKeyId),
            AccessKeySecret = s.KeptSecret("access-key-secret", preset.AccessKeySecret),
            SessionToken = s.KeptSecret("session-token", preset.SessionToken),
            Signature = (OssSignature)s.Choice("signature", (int)preset.Signature, Signatures),
            Anonymous = s.Flag("anonymous", preset.Anonymous),
        };
        CheckKeys(s, read.AccessKeyId, read.AccessKeySecret, "access-key-secret", read.Anonymous);
        return read;
    }

    static UploadOptions Upload(Section s, UploadOptions preset)
    {
        var digest = s.Choice("body-digest", preset.BodyDigest is { } given ? (int)given + 1 : 0, Digests);
        return preset with
        {
            PartSize = s.Bytes("part-size", preset.PartSize, LeastPart, LargestPart),
            Workers = s.Int("workers", preset.Workers, 1, 64),
            WholeUpTo = s.Bytes("whole-up-to", preset.WholeUpTo, 0, LargestPart),
            BodyDigest = digest == 0 ? null : (DigestAlgorithm)(digest - 1),
            KeepParts = s.Flag("keep-parts", preset.KeepParts),
            PartAttempts = s.Int("part-attempts", preset.PartAttempts, 1, 100),
        };
    }

    static bool? PathStyle(Section s, bool? preset) => s.Choice("addressing", preset switch { null => 0, true => 1, false => 2 }, Styles) switch
    {
        0 => null,
        var style => style == 1,
    };

    static void CheckKeys(Section s, string? id, string? secret, string secretKey, bool anonymous)
    {
        if (id is null != secret is null) s.Refuse($"{Credentials} and {secretKey} go together", Credentials, secretKey);
        if (anonymous && id is not null) s.Refuse("anonymous asks without credentials: choose one", "anonymous", Credentials);
    }
}
