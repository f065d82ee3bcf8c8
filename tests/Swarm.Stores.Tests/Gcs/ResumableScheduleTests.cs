using System.Globalization;
using Swarm.Domain;
using Swarm.Domain.Requests;
using Swarm.Stores.Gcs;
using Swarm.TestSupport.Stores;

namespace Swarm.Stores.Tests.Gcs;

/// <summary>Whatever goes wrong in whatever order: the object is right, or the error is one of its own kind.</summary>
public sealed class ResumableScheduleTests : GcsTests
{
    const int Chunk = 256 << 10;

    static readonly GcsFaultKind[] s_kinds =
    [
        GcsFaultKind.Refuse, GcsFaultKind.Cut, GcsFaultKind.LoseAnswer, GcsFaultKind.HoldLess, GcsFaultKind.HoldNone, GcsFaultKind.HoldMore, GcsFaultKind.OddRange,
        GcsFaultKind.ForgetSession,
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 24)];

    [StubTheory]
    [MemberData(nameof(Seeds))]
    public async Task Any_schedule_of_faults_ends_well_or_clearly(int seed)
    {
        var chance = new Random(seed);
        var data = Noise(chance.Next(0, 5) * Chunk + chance.Next(0, 2) * chance.Next(1, Chunk), seed);
        Stream stream = chance.Next(3) == 0 ? new PipeStream(data, chance.Next(1000, 90_000)) : new MemoryStream(data);
        Stub.Faults.Add([.. Enumerable.Range(0, chance.Next(1, 7)).Select(_ => Fault(chance, data.Length))]);
        var options = Options with { Strategy = StrategyPresets.Google with { Attempts = chance.Next(1, 4) } };
        await using var upload = new ResumableUpload(UploadUrl("resumable"), Chunk, options);
        await upload.InitiateAsync(stream, """{"name":"a"}""", "text/plain");
        var errors = 0;
        while (!upload.Finished)
        {
            Assert.True(++errors < 100, "no end");
            try
            {
                while (!upload.Finished) await upload.TransmitNextChunkAsync();
            }
            catch (UploadRefusedException e) when (e.Error == UploadError.SessionGone)
            {
                await upload.InitiateAsync(stream, """{"name":"a"}""", "text/plain");
            }
            catch (UploadRefusedException)
            {
                if (upload.Invalid && !await RecoveredAsync(upload)) await upload.InitiateAsync(stream, """{"name":"a"}""", "text/plain");
            }
            catch (TransferException)
            {
                // The same chunk is sent again.
            }
            catch (InvalidOperationException e) when (!stream.CanSeek && e.Message.Contains("can't go back", StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Equal(data, Stub.Bytes(Bucket.Bucket, "a"));
        Assert.Equal(data.Length, upload.BytesUploaded);
    }

    static async Task<bool> RecoveredAsync(ResumableUpload upload)
    {
        for (var tries = 0; tries < 9; tries++)
        {
            try
            {
                await upload.RecoverAsync();
                return true;
            }
            catch (UploadRefusedException e) when (e.Error == UploadError.SessionGone)
            {
                return false;
            }
            catch (Exception e) when (e is UploadRefusedException or TransferException)
            {
                // Asked once more.
            }
        }

        throw new InvalidOperationException("no end of refusals");
    }

    static GcsFault Fault(Random chance, int length)
    {
        var kind = s_kinds[chance.Next(s_kinds.Length)];
        var call = kind is GcsFaultKind.Refuse or GcsFaultKind.Cut or GcsFaultKind.OddRange && chance.Next(2) == 0 ? GcsCall.Query : GcsCall.Chunk;
        return new GcsFault(call, kind)
        {
            After = chance.Next(0, 3),
            Amount = kind == GcsFaultKind.HoldLess ? chance.Next(0, Math.Min(Chunk, Math.Max(length, 1))) : chance.Next(1, 1000),
            Status = kind == GcsFaultKind.ForgetSession ? 404 + chance.Next(2) * 6 : chance.Next(2) == 0 ? 503 : 400,
            Text = chance.Next(1000).ToString(CultureInfo.InvariantCulture),
        };
    }
}
