using Swarm.Domain;
using Swarm.Domain.Requests;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.IO.Lists;
using Swarm.Jobs;
using Swarm.Settings;
using Swarm.Stores.Gcs;
using Swarm.TestSupport;
using Swarm.TestSupport.Stores;

namespace Swarm.Stores.Tests.Gcs;

/// <summary>What a download that broke off goes on with.</summary>
public sealed class GenerationTests : GcsTests
{
    const int Length = 3 << 20, Cut = 1 << 20;

    [StubTheory]
    [InlineData(false, 206)]
    [InlineData(true, 412)]
    public async Task A_download_goes_on_with_the_generation_that_it_began_with_and_no_other(bool isPutAgain, int status)
    {
        var put = await Store.PutAsync(At("a"), new BytesContent(Noise(Length)), PutOptions.Default, Token);
        var folder = Directory.CreateTempSubdirectory("swarm-gs-").FullName;
        var list = Path.Combine(folder, "list");
        await File.WriteAllTextAsync(list, At("a") + "\n");
        var settings = new SwarmSettings
        {
            Stores = new StoresOptions { Gcs = new GcsOptions { Endpoint = WebUrl.Parse(Endpoint), Anonymous = true } },
            Strategy = new StrategyOptions { Attempts = 3, Delay = TimeSpan.Zero, Backoff = new BackoffOptions { First = TimeSpan.FromMilliseconds(1), Maximum = TimeSpan.FromMilliseconds(1) } },
            Segments = new SegmentOptions { Segments = 1, ResumeFrom = 1 << 16 },
        };
        await using var source = ListReader.Open(new ListSpec([list], [], ListFormat.Plain) { UrlOf = Store.UrlOf });
        var cutting = new Cutting(Cut, async () =>
        {
            // The same bytes: their ETag is the same, too.
            if (isPutAgain) await Store.PutAsync(At("a"), new BytesContent(Noise(Length)), PutOptions.Default, Token);
        });
        var spec = new JobSpec { Settings = settings, Source = source, OutputFolder = Path.Combine(folder, "out"), FileName = "a", OverExchanger = cutting.Over };
        await using (var job = Job.Open(spec)) Assert.Equal(1, (await job.RunAsync()).Counts.Done);

        var asked = Asked(GcsCall.Media).Where(r => r.Field("Range") is not null).ToList();
        Assert.Equal(Text(put.Generation!.Value), asked[0].Field("x-goog-if-generation-match"));
        Assert.Equal(status == 206 ? [206] : [412], cutting.Statuses.Take(1));
        Assert.Equal(Noise(Length), await File.ReadAllBytesAsync(Path.Combine(folder, "out", "a")));
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Breaks the first body off.</summary>
    sealed class Cutting(int after, Func<Task> then)
    {
        bool _isDone;

        int After => after;

        Task Then() => then();

        /// <summary>Of the answers to ranged requests.</summary>
        public List<int> Statuses { get; } = [];

        public IExchanger Over(IExchanger inner) => new Exchanger(inner, this);

        sealed class Exchanger(IExchanger inner, Cutting cutting) : IExchanger
        {
            public async ValueTask<IExchange> SendAsync(ExchangeRequest request, CancellationToken token)
            {
                var exchange = await inner.SendAsync(request, token);
                if (request.Headers.Find("Range") is not null) cutting.Statuses.Add(exchange.Head.Status);
                return cutting._isDone ? exchange : new Exchange(exchange, cutting);
            }

            public ValueTask DisposeAsync() => inner.DisposeAsync();
        }

        sealed class Exchange(IExchange inner, Cutting cutting) : IExchange
        {
            int _read;

            public ResponseHead Head => inner.Head;

            public ExchangeTimings Timings => inner.Timings;

            public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken token)
            {
                if (_read >= cutting.After && !cutting._isDone)
                {
                    cutting._isDone = true;
                    await cutting.Then();
                    throw new TransferException(Reason.Reset, Stage.Body, "cut");
                }

                var read = await inner.ReadAsync(buffer, token);
                _read += read;
                return read;
            }

            public ValueTask DisposeAsync() => inner.DisposeAsync();
        }
    }
}
