using System.Security.Cryptography;
using System.Text.Json;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;
using Google.Apis.Http;
using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.Stores.Gcs;

/// <summary>
/// Who asks, found as Google's own tools find it: the given file, <c>GOOGLE_APPLICATION_CREDENTIALS</c>, gcloud's application default, the metadata
/// server. Tokens are refreshed by Google's library minutes before they end; its requests go through the exchanger handed in. Thread-safe.
/// </summary>
sealed class GcsCredentials(GcsOptions options, IExchanger exchanger, Func<string, string?> environment)
{
    const string Scope = "https://www.googleapis.com/auth/devstorage.full_control";

    readonly Lock _lock = new();
    GoogleCredential? _credential;

    /// <summary>Requests go out without a token: as asked for, or at an emulator that no file was given for.</summary>
    public bool IsAnonymous { get; } = options.Anonymous
        || (options.CredentialsFile is null && options.Endpoint is null && environment("STORAGE_EMULATOR_HOST") is { Length: > 0 });

    /// <summary>Whom buckets are made for, where the options don't say: the service account's own.</summary>
    public string? Project => options.Project ?? environment("GOOGLE_CLOUD_PROJECT") ?? (IsAnonymous ? null : (Found().UnderlyingCredential as ServiceAccountCredential)?.ProjectId);

    /// <summary>Who signs URLs; null where the credential can't by itself.</summary>
    public ServiceAccountCredential? Signer => IsAnonymous ? null : Found().UnderlyingCredential as ServiceAccountCredential;

    /// <summary>The fields that authorise a request to the endpoint; of no use to others than it.</summary>
    public async ValueTask<IReadOnlyList<Header>> FieldsAsync(CancellationToken token)
    {
        if (IsAnonymous) return Headers.None;
        var credential = Found();
        var bearer = new Header("Authorization", "Bearer " + await TokenAsync(credential, token));
        return (options.Project ?? credential.QuotaProject) is { } payer ? [bearer, new Header("x-goog-user-project", payer)] : [bearer];
    }

    static async ValueTask<string> TokenAsync(GoogleCredential credential, CancellationToken token)
    {
        try
        {
            return await ((ITokenAccess)credential).GetAccessTokenForRequestAsync(cancellationToken: token);
        }
        catch (TokenResponseException e)
        {
            var status = (int?)e.StatusCode ?? 0;
            throw new TransferException(Reason.Status, Stage.Request, $"no token for Google Cloud Storage: {SafeText.Of(e.Error?.Error, 200)} {SafeText.Of(e.Error?.ErrorDescription, 200)}".TrimEnd(), e)
            {
                Status = status,
            };
        }
        catch (Exception e) when (e is HttpRequestException or InvalidOperationException or IOException)
        {
            if (e.InnerException is TransferException inner)
                throw new TransferException(inner.Failure with { Detail = "no token for Google Cloud Storage: " + inner.Failure.Detail }, e);
            throw new TransferException(Reason.Permission, Stage.Request, "no token for Google Cloud Storage: " + SafeText.Of(e.Message, 200), e);
        }
    }

    GoogleCredential Found()
    {
        lock (_lock) return _credential ??= Find();
    }

    GoogleCredential Find()
    {
        var file = options.CredentialsFile ?? Set("GOOGLE_APPLICATION_CREDENTIALS") ?? (File.Exists(ApplicationDefault) ? ApplicationDefault : null);
        var clients = new Clients(exchanger);
        if (file is not null) return Read(file).CreateWithHttpClientFactory(clients).CreateScoped(Scope);
        return new ComputeCredential(new ComputeCredential.Initializer { HttpClientFactory = clients }).ToGoogleCredential().CreateScoped(Scope);
    }

    static GoogleCredential Read(string file)
    {
        try
        {
            var json = File.ReadAllText(file);
            using var document = JsonDocument.Parse(json);
            return CredentialFactory.FromJson(json, document.RootElement.Text("type") ?? "");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or ArgumentException or FormatException or JsonException or CryptographicException)
        {
            // The cause's text may hold parts of the file.
            var why = e is IOException or UnauthorizedAccessException ? "can't be read" : "holds no credentials of a kind that is known";
            throw new TransferException(Reason.Permission, Stage.Request, $"Google credentials: {SafeText.Of(file)} {why}");
        }
    }

    string ApplicationDefault => Path.Combine(
        Set("CLOUDSDK_CONFIG") ?? (OperatingSystem.IsWindows()
            ? Path.Combine(Set("APPDATA") ?? "", "gcloud") : Path.Combine(Set("HOME") ?? "", ".config", "gcloud")),
        "application_default_credentials.json");

    string? Set(string name) => environment(name) is { Length: > 0 } value ? value : null;

    /// <summary>Google's library asks through our engine: the job's proxies and TLS rules hold for it, too.</summary>
    sealed class Clients(IExchanger exchanger) : HttpClientFactory
    {
        protected override HttpMessageHandler CreateHandler(CreateHttpClientArgs args) => new ExchangerHandler(exchanger);
    }
}
