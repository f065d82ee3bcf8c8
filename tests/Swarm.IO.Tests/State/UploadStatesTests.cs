using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Writing;
using Swarm.IO.State;

namespace Swarm.IO.Tests.State;

/// <summary>What is remembered of uploads.</summary>
public sealed class UploadStatesTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("swarm-states-").FullName;

    static readonly UploadState Full = new(new UploadSession(new StoreAddress(StoreKind.Gs, "b", "a b/é\u0001%"), "https://session?secret=1") { IfAbsent = true }, 8 << 20)
    {
        SourceLength = 123,
        SourceModified = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(7),
        Validators = new Validators("\"e\"", "yesterday"),
        Begun = new DateTimeOffset(2026, 1, 2, 3, 4, 6, TimeSpan.Zero),
        ETag = "\"x-1\"",
        PartSums = new Dictionary<int, ulong> { [1] = 0, [9_999] = ulong.MaxValue },
    };

    public static TheoryData<string> Kinds => ["folder", "durable", "file"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_state_comes_back_as_it_was_saved(string kind)
    {
        States(kind).Save("7", Full);
        var again = States(kind);
        Equal(Full, again.Load("7"));
        Assert.Null(again.Load("8"));
        Assert.Equal("7", Assert.Single(again.All()).Key);
        again.Save("7", Full with { Session = Full.Session with { Id = "" }, PartSums = new Dictionary<int, ulong>() });
        Assert.Equal("", again.Load("7")!.Session.Id);
        again.Drop("7");
        again.Drop("7");
        Assert.Null(again.Load("7"));
        Assert.Empty(again.All());
    }

    [Fact]
    public void Keys_of_any_form_are_told_apart()
    {
        var states = States("folder");
        foreach (var key in new[] { "1", "../1", "é", new string('x', 500), "" }) states.Save(key, Full with { ETag = key });
        foreach (var key in new[] { "1", "../1", "é", new string('x', 500) }) Assert.Equal(key, states.Load(key)!.ETag);
        Assert.Equal(5, states.All().Count);
    }

    [Fact]
    public void A_damaged_state_is_as_good_as_none()
    {
        var states = States("folder");
        states.Save("7", Full);
        var file = Directory.GetFiles(_folder, "*.upload", SearchOption.AllDirectories).Single();
        var bytes = File.ReadAllBytes(file);
        bytes[^5] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.Null(states.Load("7"));
        Assert.Empty(states.All());
    }

    [Fact]
    public void Nobody_else_may_read_a_session()
    {
        States("folder").Save("7", Full);
        if (OperatingSystem.IsWindows()) return;
        var file = Directory.GetFiles(_folder, "*.upload", SearchOption.AllDirectories).Single();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.DoesNotContain("secret", Full.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    IUploadStates States(string kind) => kind == "file" ? new UploadStateFile(Path.Combine(_folder, "one.upload"))
        : new UploadStates(new StateFolder(_folder), kind == "durable" ? Durability.Power : Durability.Process);

    static void Equal(UploadState expected, UploadState? found)
    {
        Assert.Equal(expected.PartSums.OrderBy(p => p.Key), found!.PartSums.OrderBy(p => p.Key));
        Assert.Equal(expected with { PartSums = found.PartSums }, found);
    }

}
