using System.Collections.Concurrent;
using Akka.Actor;
using Swarm.Domain;
using Swarm.Domain.Naming;
using Swarm.Domain.Stores;
using Swarm.Domain.Writing;
using Swarm.Engine.Reporting;
using Swarm.Engine.Transferring;
using Swarm.IO.Disk;
using Swarm.IO.Http;

namespace Swarm.Engine.Tests.Transferring;

/// <summary>Bundles that go to a store instead of coming from a server.</summary>
public sealed class UploadTransferTests : EngineKit, IAsyncLifetime
{
    readonly TempFolder _folder = new();
    readonly PretendedUploader _uploader = new();
    readonly JobMeter _meter = new();
    readonly ConcurrentQueue<JobFact> _facts = new();
    readonly HttpExchanger _exchanger = new(new HttpOptions(), new Domain.Transfers.TimeLimits(), TimeProvider.System);
    Volume? _volume;

    [Fact]
    public void It_is_done_with_what_the_store_said_and_no_file_is_named_or_written()
    {
        _uploader.Upload = (_, progress, _) =>
        {
            progress(0, 1000);
            progress(1000, 1000);
            return Task.FromResult(new UploadReceipt(1000, 200) { ETag = "\"t\"", Digest = new Checksum(DigestAlgorithm.Crc32C, "01020304") });
        };

        var ended = Send(PretendedUploader.Bundle() with { Headers = [new("Content-Type", "text/plain"), new("If-None-Match", "*"), new("x-amz-meta-a", "1")] });

        var outcome = ended.Outcome!;
        Assert.Equal((OutcomeKind.Done, 200, 1000, "\"t\"", "crc32c=01020304", null), (outcome.Kind, outcome.Status, outcome.Length, outcome.Validators.ETag, outcome.Digest, outcome.File));
        var order = Assert.Single(_uploader.Orders);
        Assert.Equal(("1", "s3://b/k", "/source", "text/plain", true), (order.Key, order.Target.ToString(), order.Source, order.Options.ContentType, order.Options.IfAbsent));
        Assert.Equal([new Header("x-amz-meta-a", "1")], order.Options.Headers);
        Assert.Equal((1, 0, 1000), (_meter.Requests, _meter.InFlight, _meter.Bytes));
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void A_refusal_keeps_its_words_its_status_and_the_wait()
    {
        var wait = TimeSpan.FromSeconds(7);
        _uploader.Upload = (_, _, _) => throw new TransferException(Reason.Status, Stage.Head, "s3://b/k: 503 SlowDown") { Status = 503, ServerWait = wait };

        var ended = Send(PretendedUploader.Bundle());

        Assert.Equal((503, wait, "s3://b/k: 503 SlowDown", false, null), (ended.Status, ended.ServerWait, ended.Failure!.Detail, ended.Progressed, ended.Outcome));
    }

    [Theory]
    [InlineData(0, 0, 1 << 20, true)] // it brought something at the first try
    [InlineData(1, 1 << 20, 1 << 21, true)] // it went on
    [InlineData(1, 1 << 20, 1 << 20, false)] // it brought nothing
    [InlineData(1, 0, 1 << 20, false)] // what was there was lost, and brought again
    public void Progress_is_what_no_earlier_attempt_had_brought(int attempts, long from, long to, bool progressed)
    {
        _uploader.Upload = (_, progress, _) =>
        {
            progress(from, 1 << 22);
            progress(to, 1 << 22);
            throw new TransferException(Reason.Reset, Stage.Head, "reset");
        };

        Assert.Equal(progressed, Send(PretendedUploader.Bundle(), attempts).Progressed);
        AwaitCondition(() => _facts.OfType<TransferProgressed>().Any(f => f.Connections == 0 && f.Done == to && f.Resumed == from));
    }

    [Fact]
    public void Given_up_in_flight_it_is_cancelled()
    {
        _uploader.Upload = async (_, _, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return null!;
        };
        var transfer = Transfer();
        transfer.Tell(new Attempt(Work(PretendedUploader.Bundle(), 0), 1));
        AwaitCondition(() => !_uploader.Orders.IsEmpty);
        transfer.Tell(new Abandon());
        Assert.Equal(Reason.Cancelled, ExpectMsg<AttemptEnded>().Failure!.Reason);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await Sys.Terminate();
        await _exchanger.DisposeAsync();
        _volume?.Dispose();
        _folder.Dispose();
    }

    static Work Work(Bundle bundle, int attempts) => Engine.Work.Of(Bundles.Lease(1, bundle) with { Path = null }) with { Attempts = attempts };

    AttemptEnded Send(Bundle bundle, int attempts = 0)
    {
        Transfer().Tell(new Attempt(Work(bundle, attempts), 1));
        return ExpectMsg<AttemptEnded>(TimeSpan.FromSeconds(10));
    }

    IActorRef Transfer()
    {
        var facts = _facts;
        var parts = new TransferParts
        {
            Exchanger = _exchanger,
            Volume = _volume = Volume.Open(_folder.Path, new WritingOptions(), TimeProvider.System),
            Namer = Namers.Create("safe", null),
            Accepts = (_, status) => status < 400,
            Writing = new WritingOptions(),
            Time = TimeProvider.System,
            Meter = _meter,
            Reporter = Sys.ActorOf(Props.Create(() => new Notes(facts))),
            Uploader = _uploader,
        };
        return Sys.ActorOf(Props.Create(() => new TransferActor(parts)));
    }

    sealed class Notes : ReceiveActor
    {
        public Notes(ConcurrentQueue<JobFact> facts) => Receive<JobFact>(facts.Enqueue);
    }
}
