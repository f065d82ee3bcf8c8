using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.TestSupport.Stores;

namespace Swarm.Stores.Tests.Gcs;

/// <summary>The store's resumable sessions, as uploads in parts use them.</summary>
public sealed class GcsSessionTests : GcsTests
{
    const int Part = 256 << 10;
    static readonly byte[] s_data = Noise(2 * Part + 10);

    [Fact]
    public async Task A_length_that_is_not_known_is_told_by_the_last_part()
    {
        var session = await Store.BeginUploadAsync(At("a"), null, PutOptions.Default, Token);
        Assert.Equal(Part, (await PutAsync(session, 1, 0, Part)).Held);
        Assert.Equal(2 * Part, (await PutAsync(session, 2, Part, 2 * Part)).Held);
        var made = (await Store.PutPartAsync(session, new PartDemand(3, 2 * Part, true), new BytesContent(default), Token)).Completed;
        Assert.Equal(2L * Part, made?.Size);
        Assert.Equal(s_data[..(2 * Part)], await BytesAsync("a"));
    }

    [StubTheory]
    [InlineData(GcsFaultKind.HoldLess, 1000)]
    [InlineData(GcsFaultKind.HoldNone, 0)]
    public async Task A_server_that_holds_less_is_followed(GcsFaultKind kind, long held)
    {
        var session = await Store.BeginUploadAsync(At("a"), s_data.Length, PutOptions.Default, Token);
        Stub.Faults.Add(new GcsFault(GcsCall.Chunk, kind) { Amount = held });
        Assert.Equal(held, (await PutAsync(session, 1, 0, Part)).Held);
        Assert.Equal(held, (await Store.StatusAsync(session, Token)).Held);
        Assert.NotNull((await PutAsync(session, 2, (int)held, s_data.Length)).Completed);
        Assert.Equal(s_data, await BytesAsync("a"));
    }

    [StubFact]
    public async Task A_server_that_holds_more_than_was_sent_is_refused()
    {
        var session = await Store.BeginUploadAsync(At("a"), s_data.Length, PutOptions.Default, Token);
        Stub.Faults.Add(new GcsFault(GcsCall.Chunk, GcsFaultKind.HoldMore) { Amount = 1 });
        var error = await Assert.ThrowsAsync<TransferException>(() => PutAsync(session, 1, 0, Part));
        Assert.Equal(Reason.Protocol, error.Failure.Reason);
    }

    [StubTheory]
    [InlineData(404)]
    [InlineData(410)]
    public async Task A_session_that_is_gone_is_told(int status)
    {
        var session = await Store.BeginUploadAsync(At("a"), s_data.Length, PutOptions.Default, Token);
        Stub.Faults.Add(new GcsFault(GcsCall.Chunk, GcsFaultKind.ForgetSession) { Status = status });
        var error = await Assert.ThrowsAsync<TransferException>(() => PutAsync(session, 1, 0, Part));
        Assert.Equal(status, error.Status);
        Assert.True((await Store.StatusAsync(session, Token)).IsGone);
        await Store.AbortAsync(session, Token);
        await Assert.ThrowsAsync<TransferException>(async () => await Store.CompleteAsync(session, [], Token));
    }

    [StubTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_lost_last_answer_is_no_loss(bool isCreated)
    {
        var session = await Store.BeginUploadAsync(At("a"), s_data.Length, PutOptions.Default, Token);
        Stub.Faults.Add(new GcsFault(GcsCall.Chunk, GcsFaultKind.LoseAnswer));
        if (isCreated) Stub.Faults.Add(new GcsFault(GcsCall.Query, GcsFaultKind.Created));
        await Assert.ThrowsAsync<TransferException>(() => PutAsync(session, 1, 0, s_data.Length));
        var status = await Store.StatusAsync(session, Token);
        Assert.Equal(("a", (long?)s_data.Length), (status.Completed?.Key, status.Completed?.Size));
        Assert.Equal(s_data.Length, (await Store.CompleteAsync(session, [], Token)).Size);
        Assert.Equal(0, Stub.Faults.Left);
    }

    [StubFact]
    public async Task A_session_that_is_open_still_is_not_complete()
    {
        var session = await Store.BeginUploadAsync(At("a"), s_data.Length, PutOptions.Default, Token);
        await PutAsync(session, 1, 0, Part);
        var error = await Assert.ThrowsAsync<TransferException>(async () => await Store.CompleteAsync(session, [], Token));
        Assert.Equal(Reason.Protocol, error.Failure.Reason);
        Assert.Equal(1, Stub.OpenSessions);
        await Store.AbortAsync(session, Token);
        Assert.Equal(0, Stub.OpenSessions);
    }

    [Fact]
    public async Task Parts_are_multiples_of_256_KiB()
    {
        var session = await Store.BeginUploadAsync(At("a"), s_data.Length, PutOptions.Default, Token);
        await Assert.ThrowsAsync<ArgumentException>(() => PutAsync(session, 1, 0, 1024));
        Assert.Equal((Part, Part, 2L * Part), (Store.Parts.Unit, Store.Parts.SizeFor(10, 1), Store.Parts.SizeFor(1L << 40, Part + 1)));
        await Store.AbortAsync(session, Token);
    }

    [StubFact]
    public async Task What_is_said_of_a_session_never_holds_its_URL()
    {
        var session = await Store.BeginUploadAsync(At("a"), s_data.Length, PutOptions.Default, Token);
        Stub.Faults.Add(
            new GcsFault(GcsCall.Chunk, GcsFaultKind.Refuse), new GcsFault(GcsCall.Chunk, GcsFaultKind.OddRange) { Text = "odd" }, new GcsFault(GcsCall.Chunk, GcsFaultKind.Cut));
        for (var i = 0; i < 3; i++)
        {
            var error = await Assert.ThrowsAsync<TransferException>(() => PutAsync(session, 1, 0, Part));
            Assert.DoesNotContain("upload_id", error.ToString(), StringComparison.Ordinal);
        }
    }

    async Task<UploadStatus> PutAsync(UploadSession session, int number, int from, int to) =>
        await Store.PutPartAsync(session, new PartDemand(number, from, to == s_data.Length), new BytesContent(s_data.AsMemory(from..to)), Token);
}
