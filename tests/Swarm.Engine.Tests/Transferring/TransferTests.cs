using System.Security.Cryptography;
using System.Text;
using Akka.Actor;
using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Naming;
using Swarm.Domain.Transfers;
using Swarm.Domain.Writing;
using Swarm.Engine.Keeping;
using Swarm.Engine.Transferring;
using Swarm.Engine.Writing;
using Swarm.IO.Disk;
using Swarm.IO.Http;
using Swarm.TestSupport;

namespace Swarm.Engine.Tests.Transferring;

/// <summary>One attempt from the request to the file: the real engine of HTTP, the real disk, a scripted origin.</summary>
public sealed class TransferTests : EngineKit, IAsyncLifetime
{
    static readonly byte[] Body = HttpWire.Noise(300_000);

    readonly TempFolder _folder = new();
    readonly ScriptedOrigin _origin = new();
    readonly HttpExchanger _exchanger = new(new HttpOptions { UserAgent = "test" }, new TimeLimits(), TimeProvider.System);
    readonly JobMeter _meter = new();
    Volume? _volume;

    [Fact]
    public void A_body_becomes_a_file()
    {
        _origin.On("/a", Reply.Ok(Body, "ETag: \"1\""));

        var ended = Fetch("/a");

        Assert.Equal((OutcomeKind.Done, 200, Body.Length, "a"), (ended.Outcome!.Kind, ended.Status, (int)ended.Outcome.Length, ended.Outcome.File));
        Assert.Equal("\"1\"", ended.Outcome.Validators.ETag);
        Assert.Equal(Body, File.ReadAllBytes(_folder["a"]));
        Assert.Equal((1, 0, Body.Length), (_meter.Requests, _meter.InFlight, _meter.Bytes));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(150_000)]
    [InlineData(299_999)]
    public void A_cut_body_is_never_called_complete(int after)
    {
        _origin.On("/a", Reply.Cut(Body, after));

        var ended = Fetch("/a");

        Assert.Null(ended.Outcome);
        Assert.Contains(ended.Failure!.Reason, new[] { Reason.Truncated, Reason.Reset });
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void A_wrong_checksum_leaves_nothing()
    {
        _origin.On("/a", Reply.Ok(Body));

        var ended = Fetch("/a", b => b with { Checksum = new Checksum(DigestAlgorithm.Sha256, new string('0', 64)) });

        Assert.Equal((null, Reason.Checksum), (ended.Outcome, ended.Failure!.Reason));
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void A_right_checksum_is_recorded()
    {
        _origin.On("/a", Reply.Ok(Body));
        var hex = Convert.ToHexStringLower(SHA256.HashData(Body));

        var ended = Fetch("/a", b => b with { Checksum = new Checksum(DigestAlgorithm.Sha256, hex) });

        Assert.Equal("sha-256=" + hex, ended.Outcome!.Digest);
    }

    [Fact]
    public void HEAD_is_done_without_a_file()
    {
        _origin.On("/a", Reply.Raw(HttpWire.Head(200, "Content-Length: 300000")));

        var ended = Fetch("/a", b => b with { Method = "HEAD" });

        Assert.Equal(OutcomeKind.Done, ended.Outcome!.Kind);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void The_body_of_a_POST_is_really_sent()
    {
        _origin.On("/a", Reply.Ok("answer"));

        var ended = Fetch("/a", b => b with { Method = "POST", Body = Encoding.UTF8.GetBytes("question=1") });

        var request = Assert.Single(_origin.Requests);
        Assert.Equal(("POST", "question=1"), (request.Method, request.Body));
        Assert.Equal(OutcomeKind.Done, ended.Outcome!.Kind);
    }

    [Fact]
    public void What_is_known_is_asked_for_conditionally()
    {
        _origin.On("/a", Reply.Status(304));
        File.WriteAllText(_folder["a"], "old");

        var ended = Fetch("/a", lease: l => l with { Known = new Validators("\"1\"", null) }, writing: new WritingOptions { IfModified = true });

        Assert.Equal("\"1\"", Assert.Single(_origin.Requests).Field("If-None-Match"));
        Assert.Equal((OutcomeKind.NotModified, "a"), (ended.Outcome!.Kind, ended.Outcome.File));
        Assert.Equal("old", File.ReadAllText(_folder["a"]));
    }

    [Theory]
    [InlineData(304)]
    [InlineData(206)]
    public void An_answer_to_a_question_that_was_not_asked_is_no_success(int status)
    {
        _origin.On("/a", Reply.Status(status));

        Assert.Null(Fetch("/a").Outcome);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void A_body_that_is_announced_too_long_is_not_read()
    {
        _origin.On("/a", Reply.Ok(Body));

        var ended = Fetch("/a", writing: new WritingOptions { MaximumLength = 1000 });

        Assert.Equal((Reason.Size, 0), (ended.Failure!.Reason, _meter.Bytes));
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void A_body_that_grows_too_long_is_given_up()
    {
        _origin.On("/a", Reply.Raw([.. HttpWire.Bytes(HttpWire.Head(200, "Transfer-Encoding: chunked")), .. HttpWire.Chunked(Body, 1000)]));

        var ended = Fetch("/a", writing: new WritingOptions { MaximumLength = 200_000 });

        Assert.Equal(Reason.Size, ended.Failure!.Reason);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void The_response_may_name_the_file_and_what_has_the_name_moves_first()
    {
        _origin.On("/a", Reply.Ok(Body, "Content-Disposition: attachment; filename=\"report.pdf\""));
        File.WriteAllText(_folder["report.pdf"], "other");
        var keeper = CreateTestProbe();

        var transfer = Transfer(new WritingOptions(), Namers.Create("content-disposition", null), keeper.Ref);
        transfer.Tell(new Attempt(Work.Of(new Lease(1, Bundles.Of(_origin.Url("/a")), 0, null, null, default)), 1));
        var asked = keeper.ExpectMsg<NameIt>();
        Assert.EndsWith("report.pdf", asked.NaturalPath, StringComparison.Ordinal);
        keeper.Reply(new NameGrant("report.pdf", [new NameMove(2, "report.pdf", "report-2.pdf")]));
        Assert.Single(keeper.ExpectMsg<MovesMade>().Moves);
        Assert.Equal(["report-2.pdf"], _folder.Files);
        keeper.Reply(new MovesKept([]));

        Assert.Equal("report.pdf", ExpectMsg<AttemptEnded>().Outcome!.File);
        Assert.Equal(["report-2.pdf", "report.pdf"], _folder.Files);
    }

    [Fact]
    public void What_is_abandoned_ends_as_cancelled_and_leaves_nothing()
    {
        _origin.On("/a", Reply.Drip(Body, 1000, TimeSpan.FromMilliseconds(20)));
        var transfer = Transfer(new WritingOptions());
        transfer.Tell(new Attempt(WorkFor("/a"), 1));
        AwaitCondition(() => _meter.Bytes > 0);

        transfer.Tell(new Abandon());

        Assert.Equal(Reason.Cancelled, ExpectMsg<AttemptEnded>().Failure!.Reason);
        Assert.Empty(_folder.Files);
        _origin.On("/b", Reply.Ok("next"));
        transfer.Tell(new Attempt(WorkFor("/b"), 1));
        Assert.Equal(OutcomeKind.Done, ExpectMsg<AttemptEnded>().Outcome!.Kind);
    }

    [Fact]
    public void A_redirect_is_handed_back_and_a_status_has_no_file()
    {
        _origin.On("/a", Reply.Redirect(302, "/b")).On("/gone", Reply.Status(410));

        Assert.Equal(_origin.Url("/b"), Fetch("/a").Redirect!.Url.Href);
        var gone = Fetch("/gone");

        Assert.Equal((410, null, null), (gone.Status, gone.Outcome, gone.Failure));
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void A_folder_where_the_file_should_go_is_told()
    {
        _origin.On("/a", Reply.Ok(Body));
        Directory.CreateDirectory(_folder["a"]);

        var ended = Fetch("/a");

        Assert.Equal((null, true), (ended.Outcome, ended.Failure is not null));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await Sys.Terminate();
        await _exchanger.DisposeAsync();
        await _origin.DisposeAsync();
        _volume?.Dispose();
        _folder.Dispose();
    }

    AttemptEnded Fetch(string path, Func<Bundle, Bundle>? bundle = null, Func<Lease, Lease>? lease = null, WritingOptions? writing = null)
    {
        Transfer(writing ?? new WritingOptions()).Tell(new Attempt(WorkFor(path, bundle, lease), 1));
        return ExpectMsg<AttemptEnded>(TimeSpan.FromSeconds(10));
    }

    Work WorkFor(string path, Func<Bundle, Bundle>? bundle = null, Func<Lease, Lease>? lease = null)
    {
        var asked = Bundles.Of(_origin.Url(path));
        var leased = Bundles.Lease(1, bundle?.Invoke(asked) ?? asked, path.TrimStart('/'));
        return Work.Of(lease?.Invoke(leased) ?? leased);
    }

    IActorRef Transfer(WritingOptions writing, INamer? namer = null, IActorRef? keeper = null)
    {
        _volume?.Dispose();
        IVolume volume = _volume = Volume.Open(_folder.Path, writing, TimeProvider.System);
        var writer = Sys.ActorOf(Props.Create(() => new WriterActor(volume)));
        var parts = new TransferParts
        {
            Exchanger = _exchanger,
            Volume = volume,
            Namer = namer ?? Namers.Create("safe", null),
            Accepts = (_, status) => status < 400,
            Writing = writing,
            Time = TimeProvider.System,
            Meter = _meter,
            Writers = [writer],
            Keeper = keeper ?? ActorRefs.Nobody,
        };
        return Sys.ActorOf(Props.Create(() => new TransferActor(parts)));
    }
}
