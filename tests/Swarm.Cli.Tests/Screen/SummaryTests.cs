using Swarm.Cli.Screen;
using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Engine.Coordination;
using Swarm.Reporting;

namespace Swarm.Cli.Tests.Screen;

public sealed class SummaryTests
{
    static readonly JobSnapshot Snapshot = new()
    {
        Elapsed = TimeSpan.FromSeconds(10),
        Done = 1200,
        Failed = 3,
        Stored = 5 << 20,
        Received = 10 << 20,
        Reasons = [new("status 404", 2), new("timeout", 1)],
    };

    [Fact]
    public void It_says_what_failed_by_reason_and_how_to_try_again()
    {
        var text = Write(Snapshot, new JobEnded(new FrontierCounts(0, 0, 0, 1200, 3, 5 << 20), false, null, 0, 0), "files");
        Assert.StartsWith("1,200 fetched (5.0 MiB) in 10.0 s, 1.0 MiB/s, 3 failed:", text);
        Assert.Contains("2  status 404", text);
        Assert.Contains("1  timeout", text);
        Assert.Contains("swarm retry files", text);
    }

    [Fact]
    public void A_stopped_job_says_what_is_left_and_how_to_go_on()
    {
        var text = Write(Snapshot, new JobEnded(new FrontierCounts(40, 2, 0, 1200, 3, 0), true, null, 0, 0), "files");
        Assert.Contains("42 are still to be done. Run the same command again to go on.", text);
    }

    [Fact]
    public void A_crawl_that_a_limit_ended_says_which()
    {
        var ended = new JobEnded(new FrontierCounts(40, 2, 0, 1200, 3, 0), true, null, 0, 0) { Limit = "max-pages: 50 pages are there" };
        Assert.Contains("ended by max-pages: 50 pages are there. 42 are still to be done", Write(Snapshot, ended, "files"));
    }

    [Fact]
    public void Why_it_stopped_is_said_without_escape_codes()
    {
        var failure = new Failure(Reason.DiskFull, Stage.Write, "writing \u001b[31mfiles/x: no space left");
        var text = Write(Snapshot, new JobEnded(default, true, failure, 0, 0), "files");
        Assert.Contains(@"stopped: writing \x1b[31mfiles/x: no space left", text);
    }

    [Fact]
    public void A_folder_with_a_blank_in_its_name_can_be_pasted_back()
    {
        var text = Write(Snapshot, new JobEnded(new FrontierCounts(0, 0, 0, 1, 1, 0), false, null, 0, 0), "my files");
        Assert.Contains("swarm retry 'my files'", text);
    }

    static string Write(JobSnapshot job, JobEnded ended, string folder)
    {
        using var text = new StringWriter();
        Summary.Write(text, job, ended, folder);
        return text.ToString();
    }
}
