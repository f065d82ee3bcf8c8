using System.Text;
using System.Text.Json;
using Swarm.Cli.Screen;
using Swarm.Mirrors.Checking;

namespace Swarm.Cli.Tests.Screen;

public sealed class FindingLinesTests
{
    static readonly Finding Hole = new(FindingKind.Remote, "a/index.html", "http://example.org/\u001b[2J.png", "the server answered 404 Not Found", true) { Place = "img src" };

    [Fact]
    public void A_hole_is_told_with_its_place_and_reason_and_without_escape_codes()
    {
        Assert.Equal(@"hole with a reason: a/index.html: img src http://example.org/\x1b[2J.png: the server answered 404 Not Found", FindingLines.Text(Hole));
        Assert.StartsWith("hole: ", FindingLines.Text(Hole with { IsExplained = false }));
        Assert.StartsWith("no such place: ", FindingLines.Text(Hole with { Kind = FindingKind.Anchor }));
    }

    [Theory]
    [InlineData(10, 10, 0, 0, 0, "checked 2 pages, 10 references: 100 % sound, no hole")]
    [InlineData(100_000, 99_999, 1, 1, 0, "checked 2 pages, 100,000 references: 99.99 % sound, 1 hole, 1 without a reason")]
    [InlineData(10, 8, 2, 0, 3, "checked 2 pages, 10 references: 80 % sound, 2 holes, each for a reason; 3 lead to a place that is not in its file")]
    public void The_score_is_never_rounded_up(long references, long sound, long holes, long unexplained, long anchors, string line) =>
        Assert.Equal(line, FindingLines.Text(new CheckSummary(2, references, sound, holes, unexplained, anchors)));

    [Fact]
    public void For_programs_each_finding_is_one_line_of_JSON()
    {
        using var to = new MemoryStream();
        var lines = new JsonLines(to);
        lines.Write(json => FindingLines.Write(json, Hole));
        lines.Write(json => FindingLines.Write(json, new CheckSummary(2, 3, 2, 1, 0, 0)));
        var written = Encoding.UTF8.GetString(to.ToArray()).Split('\n');
        Assert.Equal(("remote", "img src", true), JsonDocument.Parse(written[0]).RootElement is var hole
            ? (hole.GetProperty("finding").GetString(), hole.GetProperty("place").GetString(), hole.GetProperty("explained").GetBoolean()) : default);
        Assert.Equal(0.666667, JsonDocument.Parse(written[1]).RootElement.GetProperty("score").GetDouble());
    }
}
