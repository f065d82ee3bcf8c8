using Swarm.Domain;
using Swarm.Domain.Stores;
using Scripted = Swarm.Stores.Tests.Volumes.ScriptedStore;

namespace Swarm.Stores.Tests.Uploads;

/// <summary>Whole objects where nothing may be overwritten, and whose answers get lost.</summary>
public sealed class NoOverwriteTests : IDisposable
{
    static readonly TransferException Reset = new(Reason.Reset, Stage.Head, "reset");

    readonly UploadBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(true, 4)]
    [InlineData(true, 1)]
    [InlineData(false, 4)]
    public async Task What_is_not_to_overwrite_is_known_again_when_the_answer_to_its_first_try_was_lost(bool isOurs, int triesOfOnePut)
    {
        _bench.Rewrite(1000, 1);
        _bench.Options = _bench.Options with { PartAttempts = triesOfOnePut };
        _bench.Store.After = call => call == "put k" && _bench.Store.Count("put") == 1 ? Task.FromException(Reset) : Task.CompletedTask;
        _bench.Store.Before = call =>
        {
            if (call != "put k" || _bench.Store.Count("put") == 1) return Task.CompletedTask;
            if (!isOurs) _bench.Store.Objects["k"] = (new byte[1000], _bench.Store.Objects["k"].Facts with { ETag = "\"another\"" });
            return Task.FromException(Scripted.Refusal(412, "PreconditionFailed"));
        };
        var order = _bench.Order with { Options = new PutOptions { IfAbsent = true } };
        var uploader = _bench.Uploader();
        Task<UploadReceipt> UploadAsync() => uploader.UploadAsync(order, (_, _) => { }, default);
        if (triesOfOnePut == 1) Assert.Equal(Reason.Reset, (await Assert.ThrowsAsync<TransferException>(UploadAsync)).Failure.Reason);
        if (isOurs) Assert.Equal(1000, (await UploadAsync()).Length);
        else Assert.Equal(412, (await Assert.ThrowsAsync<TransferException>(UploadAsync)).Status);
    }

    [Fact]
    public async Task What_was_there_before_is_not_taken_for_ours()
    {
        _bench.Rewrite(1000, 1);
        await _bench.UploadAsync();
        _bench.Store.Fail("put k", 9, Scripted.Refusal(412, "PreconditionFailed"));
        Assert.Equal(412, (await _bench.FailAsync(_bench.Order with { Options = new PutOptions { IfAbsent = true } })).Status);
    }
}
