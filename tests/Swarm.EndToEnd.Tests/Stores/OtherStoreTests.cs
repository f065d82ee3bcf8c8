using Swarm.TestSupport;
using Swarm.TestSupport.Servers;
using Swarm.TestSupport.Stores;

namespace Swarm.EndToEnd.Tests.Stores;

/// <summary>Google's and Alibaba's stores, which nobody else can run: the real program against stubs that check every signature and rule.</summary>
public sealed class OtherStoreTests : IAsyncLifetime
{
    const string Google = "gs://swarm-google", Oss = "oss://swarm-oss";

    readonly TestFolder _folder = new();
    GcsStub _google = null!;
    OssStub _oss = null!;
    string _settings = "";

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_folder["keys"]);
        (_google, _oss) = (await GcsStub.StartAsync("swarm-google"), await OssStub.StartAsync("swarm-oss"));
        _settings = _folder.Write("stores.conf",
        [
            "swarm.strategy { name = google, per-origin = 4 }",
            $"swarm.stores.gs {{ endpoint = \"{_google.Root}\", project = swarm, credentials = \"{GcsAccount.Write(_folder["keys"], _google, GcsAccount.Email)}\" }}",
            $"swarm.stores.oss {{ endpoint = \"{_oss.Root}\", region = {_oss.Region}, access-key-id = {OssStub.KeyId}, access-key-secret = {OssStub.Secret} }}",
            "swarm.stores.upload { part-size = 1MiB, whole-up-to = 1MiB }",
        ]);
    }

    public async Task DisposeAsync()
    {
        await _google.DisposeAsync();
        await _oss.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(Google, Oss)]
    [InlineData(Oss, Google)]
    public async Task An_object_goes_up_and_comes_down_and_on_to_another_store(string here, string there)
    {
        var body = HttpWire.Noise(3_000_000);
        var file = _folder["big one.bin"];
        await File.WriteAllBytesAsync(file, body);

        await GoodAsync("put", file, here + "/dir/", "--state", _folder["state"]);
        Assert.Contains("\"size\":3000000", await GoodAsync("stat", here + "/dir/big one.bin", "--json"), StringComparison.Ordinal);
        await GoodAsync("cp", here + "/dir/big one.bin", here + "/copies/1", "--state", _folder["state"]);
        await GoodAsync("cp", "--recursive", here + "/", there + "/from/", "--state", _folder["state"]);
        await GoodAsync("get", there + "/from/dir/big one.bin", "-o", _folder["out"]);

        Assert.Equal(body, await File.ReadAllBytesAsync(Directory.GetFiles(_folder["out"], "big one.bin", SearchOption.AllDirectories).Single()));
        Assert.Equal([here + "/copies/1", here + "/dir/big one.bin"], await ListAsync(here));
        Assert.Equal([there + "/from/copies/1", there + "/from/dir/big one.bin"], await ListAsync(there));
        Assert.Equal((0, 0), (_google.OpenSessions, _oss.OpenUploads));

        await GoodAsync("rm", "--recursive", here + "/");
        Assert.Empty(await ListAsync(here));
        Assert.False(Directory.Exists(_folder["state"]), "the state of what was brought is gone");
    }

    [Theory]
    [InlineData(Google)]
    [InlineData(Oss)]
    public async Task A_folder_is_kept_alike_and_a_presigned_URL_serves_its_files(string bucket)
    {
        Directory.CreateDirectory(_folder["src", "sub"]);
        await File.WriteAllTextAsync(_folder["src", "one"], "1");
        await File.WriteAllTextAsync(_folder["src", "sub", "two"], "22");

        await GoodAsync("sync", _folder["src"], bucket + "/p/", "--state", _folder["state"]);
        Assert.Empty(await GoodAsync("sync", _folder["src"], bucket + "/p/", "--by", "checksum", "--dry-run"));
        var url = await GoodAsync("presign", bucket + "/p/sub/two", "--expires", "5m");
        await GoodAsync("get", url.Trim(), "-o", _folder["out"], "--names", "last-segment");

        Assert.Equal("22", await File.ReadAllTextAsync(Directory.GetFiles(_folder["out"], "two*", SearchOption.AllDirectories).Single()));
    }

    async Task<IReadOnlyList<string>> ListAsync(string bucket) =>
        [.. (await GoodAsync("ls", "--recursive", bucket + "/")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];

    async Task<string> GoodAsync(string verb, params string[] arguments)
    {
        var said = await SwarmProgram.RunAsync([verb, "-c", _settings, .. arguments]);
        Assert.True(said.ExitCode == 0, said.ToString());
        Assert.DoesNotContain(OssStub.Secret, said.Output + said.Errors, StringComparison.Ordinal);
        return said.Output;
    }
}
