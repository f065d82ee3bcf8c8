using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.Stores.Gcs;
using Swarm.TestSupport.Stores;

namespace Swarm.Stores.Tests.Gcs;

/// <summary>Where credentials come from, and where their tokens go.</summary>
public sealed class GcsCredentialTests : GcsTests
{
    readonly string _folder = Directory.CreateTempSubdirectory("swarm-gcs-").FullName;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [StubTheory]
    [InlineData("option")]
    [InlineData("variable")]
    [InlineData("gcloud")]
    [InlineData("home")]
    public async Task A_service_account_is_found_where_Googles_tools_find_it(string where)
    {
        var file = GcsAccount.Write(_folder, Stub);
        var home = Path.Combine(_folder, ".config", "gcloud");
        if (where is "gcloud" or "home")
        {
            var target = Path.Combine(where == "home" ? home : _folder, "application_default_credentials.json");
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        var store = where switch
        {
            "option" => Open(new GcsOptions { CredentialsFile = file }),
            "variable" => Open(new GcsOptions(), ("GOOGLE_APPLICATION_CREDENTIALS", file)),
            "gcloud" => Open(new GcsOptions(), ("CLOUDSDK_CONFIG", _folder)),
            _ => Open(new GcsOptions(), ("HOME", _folder)),
        };
        Stub.Tokens.AreWanted = true;
        Assert.Null(await store.StatAsync(At("k"), Token));
        Assert.Null(await store.StatAsync(At("k"), Token));
        Assert.Equal((1, "urn:ietf:params:oauth:grant-type:jwt-bearer"), (Stub.Tokens.Issued, Stub.Tokens.Grants.Single()));
        Assert.Equal(GcsAccount.Email, (await SignedAsync(store)).Split("X-Goog-Credential=")[1].Split("%2F")[0].Replace("%40", "@", StringComparison.Ordinal));
    }

    [StubFact]
    public async Task A_token_is_asked_for_anew_before_it_ends()
    {
        Stub.Tokens.Lifetime = TimeSpan.FromSeconds(30);
        var store = Open(new GcsOptions { CredentialsFile = GcsAccount.Write(_folder, Stub) });
        Stub.Tokens.AreWanted = true;
        var session = await store.BeginUploadAsync(At("a"), 3, PutOptions.Default, Token);
        var issued = Stub.Tokens.Issued;
        Stub.Tokens.Revoke();
        await store.PutPartAsync(session, new PartDemand(1, 0, true), new BytesContent(new byte[3]), Token);
        Assert.Equal(3, (await store.StatAsync(At("a"), Token))!.Size);
        Assert.True(Stub.Tokens.Issued > issued);
    }

    [StubFact]
    public async Task A_token_goes_to_the_store_alone()
    {
        var store = Open(new GcsOptions { CredentialsFile = GcsAccount.Write(_folder, Stub), Project = "payer" });
        var own = await store.AuthoriseAsync(new ExchangeRequest(store.UrlOf(At("k")), "GET", [new Header("Range", "bytes=0-1")], null), Token);
        Assert.Equal(["Range", "Authorization", "x-goog-user-project"], own.Headers.Select(h => h.Name));
        Assert.Equal(("Bearer ya29.stub-1", "payer"), (own.Headers.Find("Authorization"), own.Headers.Find("x-goog-user-project")));
        var other = new ExchangeRequest(WebUrl.Parse("http://elsewhere.example/b/k"), "GET", [], null) { Address = At("k") };
        Assert.Same(other, await store.AuthoriseAsync(other, Token));
        Assert.All(Asked(GcsCall.Token), request => Assert.Null(request.Field("Authorization")));
    }

    [StubFact]
    public async Task A_session_elsewhere_gets_no_token()
    {
        await using var other = await GcsStub.StartAsync(Bucket.Bucket);
        var there = new GcsStore(new GcsOptions { Endpoint = WebUrl.Parse(other.Root), Anonymous = true }, Exchanger, TimeProvider.System, _ => null);
        var session = await there.BeginUploadAsync(At("a"), 3, PutOptions.Default, Token);
        var store = Open(new GcsOptions { CredentialsFile = GcsAccount.Write(_folder, Stub) });
        await store.PutPartAsync(session, new PartDemand(1, 0, true), new BytesContent(new byte[3]), Token);
        Assert.All(other.Requests, request => Assert.Null(request.Field("Authorization")));
    }

    [StubTheory]
    [InlineData("{}")]
    [InlineData("not JSON with a secret")]
    [InlineData(null)]
    public async Task Credentials_that_are_none_are_told_without_what_they_hold(string? text)
    {
        var file = Path.Combine(_folder, "creds.json");
        if (text is not null) await File.WriteAllTextAsync(file, text);
        var store = Open(new GcsOptions { CredentialsFile = file });
        var error = await Assert.ThrowsAsync<TransferException>(async () => await store.StatAsync(At("k"), Token));
        Assert.Equal(Reason.Permission, error.Failure.Reason);
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [StubFact]
    public async Task A_token_that_is_refused_is_told()
    {
        Stub.Faults.Add([.. Enumerable.Repeat(new GcsFault(GcsCall.Token, GcsFaultKind.Refuse) { Status = 400 }, 9)]);
        var store = Open(new GcsOptions { CredentialsFile = GcsAccount.Write(_folder, Stub) });
        var error = await Assert.ThrowsAsync<TransferException>(async () => await store.StatAsync(At("k"), Token));
        Assert.StartsWith("no token for Google Cloud Storage", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(Stub.Faults.Hit);
    }

    [StubFact]
    public async Task A_metadata_server_hands_out_tokens()
    {
        // Google's library knows of another one by the process's environment alone.
        var before = Environment.GetEnvironmentVariable("GCE_METADATA_HOST");
        Environment.SetEnvironmentVariable("GCE_METADATA_HOST", Stub.Root["http://".Length..]);
        try
        {
            var store = Open(new GcsOptions(), ("HOME", _folder));
            Stub.Tokens.AreWanted = true;
            Assert.Null(await store.StatAsync(At("k"), Token));
            Assert.Equal(["metadata"], Stub.Tokens.Grants);
            await Assert.ThrowsAsync<NotSupportedException>(() => SignedAsync(store));
        }
        finally
        {
            Environment.SetEnvironmentVariable("GCE_METADATA_HOST", before);
        }
    }

    async Task<string> SignedAsync(GcsStore store) => await store.PresignAsync(At("k"), "GET", TimeSpan.FromMinutes(1), [], Token);
}
