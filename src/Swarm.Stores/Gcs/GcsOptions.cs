using Swarm.Domain;

namespace Swarm.Stores.Gcs;

/// <summary>Where Google Cloud Storage is and who asks. Null: application default credentials, as all of Google's tools find them.</summary>
public sealed record GcsOptions
{
    /// <summary>Another server than Google's; also from <c>STORAGE_EMULATOR_HOST</c>.</summary>
    public WebUrl? Endpoint { get; init; }

    /// <summary>A service account's, user's or workload identity's JSON file.</summary>
    public string? CredentialsFile { get; init; }

    /// <summary>Whom buckets are made for, and who pays for requests where the bucket asks for that.</summary>
    public string? Project { get; init; }

    /// <summary>Requests go out without a token: for public buckets and emulators.</summary>
    public bool Anonymous { get; init; }
}
