using System.Text;
using Swarm.Domain.Requests;
using Swarm.Domain;
using Swarm.Domain.Writing;
using Swarm.Engine.Coordination;
using Swarm.Engine.Reporting;
using Swarm.IO.Lists;
using Swarm.Jobs;
using Swarm.Settings;
using Swarm.TestSupport;

namespace Swarm.Tests.Jobs;

/// <summary>Bodies to a stream instead of files: one after another, in list order.</summary>
public sealed class OutputTests : IAsyncDisposable
{
    readonly ScriptedOrigin _origin = new();
    readonly MemoryStream _output = new();
    readonly List<JobFact> _facts = [];

    string Written => Encoding.ASCII.GetString(_output.ToArray());

    public ValueTask DisposeAsync() => _origin.DisposeAsync();

    [Fact]
    public async Task Bodies_come_in_list_order_though_an_earlier_one_waits_for_another_try()
    {
        _origin.On("/1", Reply.Status(503), Reply.Ok("one ")).On("/2", Reply.Ok("two ")).On("/3", Reply.Ok("three"));
        var ended = await RunAsync("/1", "/2", "/3");
        Assert.Equal("one two three", Written);
        Assert.Equal((3, 0, false), (ended.Counts.Done, ended.Counts.Failed, ended.Stopped));
        Assert.Equal(["/1", "/1", "/2", "/3"], _origin.Requests.Select(r => r.Path));
        Assert.Equal(1, _origin.MostAtOnce);
    }

    [Fact]
    public async Task What_fails_before_a_byte_is_out_and_what_repeats_is_passed_over()
    {
        _origin.On("/1", Reply.Ok("one ")).On("/3", Reply.Ok("three"));
        var ended = await RunAsync("/1", "/2", "/1", "/3");
        Assert.Equal("one three", Written);
        Assert.Equal((2, 1, 1), (ended.Counts.Done, ended.Counts.Failed, ended.Duplicates));
    }

    [Fact]
    public async Task Nothing_follows_an_object_that_ends_in_the_middle()
    {
        const int Half = 1 << 20;
        _origin.On("/1", Reply.Cut(new byte[2 * Half], Half)).On("/2", Reply.Ok("two"));
        var ended = await RunAsync("/1", "/2", "/3");
        Assert.Equal(Half, _output.Length);
        Assert.Equal((0, 1, 2), (ended.Counts.Done, ended.Counts.Failed, ended.Faults));
        Assert.All(_facts.OfType<LineFaulty>(), f => Assert.Contains("ends within", f.Fault.Message));
        Assert.DoesNotContain("/2", _origin.Requests.Select(r => r.Path));
    }

    [Fact]
    public async Task A_reader_who_goes_ends_the_job_without_a_failure()
    {
        _origin.Otherwise(Reply.Ok("body"));
        var ended = await RunAsync(new Broken(new IOException("gone", 32)), "/1", "/2");
        Assert.Equal((true, null, 0), (ended.Stopped, ended.Failure, ended.Counts.Done));
    }

    [Fact]
    public async Task A_stream_that_fails_ends_the_job_with_its_words()
    {
        _origin.Otherwise(Reply.Ok("body"));
        var ended = await RunAsync(new Broken(new IOException("no space left", 28)), "/1", "/2");
        Assert.Contains("no space left", ended.Failure?.Detail);
    }

    [Fact]
    public void Settings_about_files_are_refused()
    {
        var writing = new WritingOptions { Discard = true, IfModified = true, SkipExisting = true, KeepServerTime = true, OnFailure = FailureLeaves.Marker };
        var spec = new JobSpec { Settings = Quick.Settings with { Writing = writing }, Source = new EmptySource(), OutputFolder = "", Output = _output };
        Assert.Equal(5, Assert.Throws<SettingsException>(() => Job.Open(spec)).Faults.Count);
    }

    [Fact]
    public async Task A_range_is_wanted_of_each_object_that_names_none()
    {
        await using var list = ListReader.Open(new ListSpec([], ["http://a/1", "http://a/2"]));
        await using var ranged = RangedSource.Of(list, new ByteRange(0, 499));
        var batch = await ranged.ReadAsync(10, default);
        Assert.All(batch.Entries, e => Assert.Equal(new ByteRange(0, 499), e.Bundle!.Range));
        Assert.Same(list, RangedSource.Of(list, null));
    }

    Task<JobEnded> RunAsync(params string[] paths) => RunAsync(_output, paths);

    async Task<JobEnded> RunAsync(Stream output, params string[] paths)
    {
        await using var source = ListReader.Open(new ListSpec([], [.. paths.Select(_origin.Url)]));
        var settings = Quick.Settings with { Strategy = Quick.Settings.Strategy with { RetryStatuses = StatusSet.Parse("503") } };
        await using var job = Job.Open(new JobSpec { Settings = settings, Source = source, OutputFolder = "", Output = output, Observers = [new Listener(_facts)] });
        return await job.RunAsync().WaitAsync(TimeSpan.FromSeconds(20));
    }

    sealed class Listener(List<JobFact> facts) : IJobObserver
    {
        public void OnFact(JobFact fact) => facts.Add(fact);
    }

    sealed class Broken(IOException fault) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw fault;
    }
}
