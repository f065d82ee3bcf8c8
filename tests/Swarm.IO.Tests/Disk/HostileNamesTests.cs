using System.Text.Json;
using Swarm.Domain;
using Swarm.Domain.Writing;
using Swarm.IO.Disk;
using Swarm.TestSupport;

namespace Swarm.IO.Tests.Disk;

public sealed class HostileNamesTests
{
    [FixtureFact("names/blns.json")]
    public void No_name_whatever_leads_out_of_the_root()
    {
        var names = JsonSerializer.Deserialize<string[]>(File.ReadAllText(Fixtures.Path("names/blns.json")))!;
        var outside = Directory.CreateTempSubdirectory("swarm-outside-");
        using var volume = Volume.Open(Path.Combine(outside.FullName, "a", "root"), new WritingOptions(), TimeProvider.System);
        var (stored, refused) = (0, 0);
        foreach (var path in names.SelectMany(name => new[] { name, $"../{name}", $"x/../../{name}", $"d/{name}", $"/{name}", $"{name}/..", $"{name}/f" }))
        {
            try
            {
                using var file = volume.Stage(path);
                file.GetMemory().Span[0] = 1;
                file.Advance(1);
                file.Commit(default);
                stored++;
                Assert.Equal(1, volume.Look(path)!.Length);
            }
            catch (TransferException e)
            {
                Assert.Equal(Reason.Name, e.Failure.Reason);
                refused++;
            }
        }
        Assert.True(stored > 500 && refused > 500, $"{stored} stored, {refused} refused");
        Assert.Equal("a", Assert.Single(outside.EnumerateFileSystemInfos()).Name);
        Assert.Equal("root", Assert.Single(Directory.EnumerateFileSystemEntries(Path.Combine(outside.FullName, "a")).Select(Path.GetFileName)));
        outside.Delete(recursive: true);
    }
}
