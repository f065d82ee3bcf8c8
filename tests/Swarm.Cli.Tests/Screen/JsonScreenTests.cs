using System.Text.Json;
using Swarm.Cli.Screen;
using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Engine.Coordination;
using Swarm.Engine.Reporting;
using Swarm.TestSupport;

namespace Swarm.Cli.Tests.Screen;

public sealed class JsonScreenTests
{
    [Fact]
    public async Task Every_event_is_one_line_of_JSON_whatever_the_text_in_it()
    {
        using var output = new MemoryStream();
        await using var screen = new JsonScreen(output, TimeProvider.System);
        var bundle = new Bundle(WebUrl.Parse("https://example.org/a")) { Info = "two\nlines" };
        var outcome = new Outcome(OutcomeKind.Failed) { Attempts = 5, Status = 503, Failure = new Failure(Reason.Status, Stage.Head, "\u001b]0;title\a") };
        screen.OnFact(new OutcomesStored([new BundleEnd(new Lease(1, bundle, 0, null, null, default), outcome)]));
        await screen.EndAsync(new JobEnded(new FrontierCounts(0, 0, 0, 0, 1, 0), false, null, 0, 0));

        var text = System.Text.Encoding.UTF8.GetString(output.ToArray());
        Assert.DoesNotContain('\u001b', text);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(["failed", "ended"], lines.Select(l => l.GetProperty("event").GetString()));
        Assert.Equal("status", lines[0].GetProperty("reason").GetString());
        Assert.Equal("two\nlines", lines[0].GetProperty("info").GetString());
        Assert.Equal(1, lines[1].GetProperty("failed").GetInt64());
    }

    [Fact]
    public async Task Progress_of_an_object_is_told_once_a_second_at_most()
    {
        using var output = new MemoryStream();
        var time = new ManualTime();
        await using var screen = new JsonScreen(output, time);
        for (var i = 0; i < 30; i++)
        {
            screen.OnFact(new TransferProgressed(1, WebUrl.Parse("http://a/1"), i, 100, 4, 2));
            screen.OnFact(new TransferProgressed(2, WebUrl.Parse("http://a/2"), i, 100, 1, 0));
            time.Advance(TimeSpan.FromMilliseconds(100));
        }

        var lines = System.Text.Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(6, lines.Length);
        Assert.Equal("""{"event":"progress","url":"http://a/1","done":10,"total":100,"resumed":2,"connections":4}""", lines[2]);
    }
}
