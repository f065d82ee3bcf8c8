using Swarm.Domain;
using Swarm.TestSupport;

namespace Swarm.Tests.Client;

/// <summary>A client that writes to a folder of the test's own and asks a scripted origin.</summary>
public abstract class ClientTests : IAsyncLifetime
{
    private protected TestFolder Folder { get; } = new();

    protected ScriptedOrigin Origin { get; } = new ScriptedOrigin().Otherwise(talk => talk.SendAsync(HttpWire.Message(200, HttpWire.Bytes("body of " + talk.Request.Target))).AsTask());

    private protected SwarmClientOptions Options => new() { OutputFolder = Folder.Output, Settings = Quick.Settings };

    protected SwarmClient Client => new(Options);

    /// <summary>Fails a test that hangs, by the way that callers have.</summary>
    protected static CancellationToken Patience => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await Origin.DisposeAsync();
        Folder.Dispose();
    }

    protected string[] Urls(int count) => [.. Enumerable.Range(0, count).Select(n => Origin.Url("/" + n))];

    protected string FileOf(Outcome outcome) => Folder.Files[outcome.File!];
}
