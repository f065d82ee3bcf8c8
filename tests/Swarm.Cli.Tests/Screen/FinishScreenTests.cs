using Swarm.Cli.Screen;
using Swarm.Mirrors;
using Swarm.Mirrors.Changing;
using Swarm.Mirrors.Checking;
using Swarm.Mirrors.Converting;
using Swarm.TestSupport;

namespace Swarm.Cli.Tests.Screen;

public sealed class FinishScreenTests
{
    static readonly MirrorEnd Good = new(new ConversionCount(1200, 3, 0), default, new CheckSummary(1200, 5, 5, 0, 0, 0), 0);

    [Fact]
    public void A_good_end_is_told_in_two_lines() =>
        Assert.Equal("converted 1,200 pages, 3 of them new or changed\nchecked 1,200 pages, 5 references: 100 % sound, no hole\n", End(Good, isUpdate: false));

    [Fact]
    public void An_update_tells_what_has_changed() =>
        Assert.Contains("since the run before: 1 new, 2 changed, 4 gone, 6 moved, 5 kept though they could not be had, 3 unchanged (changes.json)", End(Good with { Changes = new ChangeCounts(1, 2, 3, 4, 5, 6) }, isUpdate: true));

    [Fact]
    public void Holes_without_a_reason_are_named_up_to_twenty_and_the_command_that_lists_all()
    {
        var text = End(Good with { Check = new CheckSummary(1, 25, 0, 25, 25, 0) }, isUpdate: false, holes: 25);
        Assert.Equal(20, text.Split('\n').Count(l => l.StartsWith("hole: page", StringComparison.Ordinal)));
        Assert.Contains("hole: … 5 more\n", text);
        Assert.EndsWith("each of them: swarm check 'my site'\n", text);
    }

    static string End(MirrorEnd end, bool isUpdate, int holes = 0)
    {
        using var to = new StringWriter { NewLine = "\n" };
        using var screen = new FinishScreen(to, () => null, isDrawn: false, new ManualTime());
        for (var i = 0; i < holes; i++) screen.Tell(new Finding(FindingKind.Missing, $"page{i}.html", "x", "there is no such file", false));
        screen.Tell(new Finding(FindingKind.Remote, "page.html", "x", "robots", true));
        screen.End(end, isUpdate, "my site");
        return to.ToString();
    }
}
