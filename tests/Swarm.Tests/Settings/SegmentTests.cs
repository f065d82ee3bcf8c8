using Swarm.Domain.Transfers;
using Swarm.Settings;

namespace Swarm.Tests.Settings;

/// <summary><c>swarm.segments</c>: how large objects are fetched.</summary>
public class SegmentTests
{
    [Fact]
    public void Every_key_reaches_its_record()
    {
        var read = SettingsText.Load("""
            swarm.segments {
              connections = 16, part-size = 1MiB, min-split = 4MiB, resume-from = 0, verify-resume = on, head = on, hedge = off, verify = required
              sidecar = sha256
            }
            """).Segments;
        Assert.Equal(new SegmentOptions
        {
            Segments = 16,
            PartSize = 1 << 20,
            MinSplit = 4 << 20,
            ResumeFrom = 0,
            VerifyResume = true,
            Head = true,
            Hedge = false,
            Verify = VerifyMode.Required,
            Sidecar = "sha256",
        }, read);
    }

    [Fact]
    public void Connections_may_be_taken_back_to_auto() =>
        Assert.Null(SettingsText.Load("swarm.segments.connections = 4", ["segments.connections=auto"]).Segments.Segments);

    [Fact]
    public void Larger_parts_are_split_no_sooner_than_they_are_long() =>
        Assert.Equal(64 << 20, SettingsText.Load("swarm.segments.part-size = 64MiB").Segments.MinSplit);

    [Fact]
    public void Sizes_are_shown_as_they_are_written()
    {
        var shown = SettingsPrinter.Show(new SettingsSources { Definitions = ["segments.resume-from=0"] });
        Assert.Contains("    connections = auto\n", shown);
        Assert.Contains("    part-size = 8MiB\n", shown);
        Assert.Contains("    resume-from = 0\n", shown);
    }
}
