using Swarm.TestSupport.Servers;
using Swarm.TestSupport.Stores;

namespace Swarm.EndToEnd.Tests.Stores;

/// <summary>A folder of a test's own, and a bucket of its own at Ceph, spoken to by the program.</summary>
sealed class CephFolder : IDisposable
{
    readonly TestFolder _folder = new();
    readonly string _settings;

    CephFolder(StoreServer server)
    {
        Server = server;
        Bucket = "s3://t-" + Guid.NewGuid().ToString("N")[..12];
        _settings = _folder.Write("ceph.conf",
        [
            "swarm.strategy { name = s3, per-origin = 4 }",
            $"swarm.stores.s3 {{ endpoint = \"{server.Root}\", region = us-east-1, access-key-id = {CephServer.KeyId}, secret-access-key = \"{CephServer.Secret}\" }}",
        ]);
    }

    public StoreServer Server { get; }

    public string Bucket { get; }

    public string this[params string[] parts] => _folder[parts];

    public static async Task<CephFolder> OpenAsync()
    {
        var made = new CephFolder(await CephServer.StartedAsync());
        Assert.Equal(0, (await made.RunAsync("mb", made.Bucket)).ExitCode);
        return made;
    }

    public string Write(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        File.WriteAllBytes(_folder[name], bytes);
        return _folder[name];
    }

    public string Write(string name, string text) => Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    public Task<CommandResult> RunAsync(string verb, params string[] arguments) => SwarmProgram.RunAsync([verb, "-c", _settings, .. arguments, .. State(verb)]);

    public Command Start(string verb, params string[] arguments) => SwarmProgram.Start([verb, "-c", _settings, .. arguments, .. State(verb)]);

    public async Task<IReadOnlyList<string>> LinesAsync(string verb, params string[] arguments)
    {
        var said = await RunAsync(verb, arguments);
        Assert.True(said.ExitCode == 0, said.ToString());
        return said.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public async Task GoodAsync(string verb, params string[] arguments)
    {
        var said = await RunAsync(verb, arguments);
        Assert.True(said.ExitCode == 0, said.ToString());
        Assert.DoesNotContain(CephServer.Secret, said.Output + said.Errors, StringComparison.Ordinal);
    }

    /// <summary>Keys below a prefix of the bucket, in order.</summary>
    public async Task<IReadOnlyList<string>> KeysAsync(string prefix = "")
    {
        var root = $"{Bucket}/{prefix}";
        return [.. (await LinesAsync("ls", "--recursive", root)).Select(line => line.TrimEnd('\r')[root.Length..])];
    }

    public void Dispose() => _folder.Dispose();

    string[] State(string verb) => verb is "put" or "cp" or "mv" or "sync" ? ["--state", _folder["state"]] : [];
}
