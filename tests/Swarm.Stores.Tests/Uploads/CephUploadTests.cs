using System.Security.Cryptography;
using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.IO.Http;
using Swarm.Stores.S3;
using Swarm.Stores.Uploads;
using Swarm.TestSupport;
using Swarm.TestSupport.Stores;

namespace Swarm.Stores.Tests.Uploads;

/// <summary>Uploads to a real S3 server, through a connection that can be made to fail.</summary>
public sealed class CephUploadTests : IAsyncLifetime
{
    const int Part = 5 << 20;

    readonly string _file = Path.GetTempFileName();
    readonly byte[] _bytes = HttpWire.Noise((4 * Part) + 1000);
    readonly HttpExchanger _http = new(new HttpOptions { Environment = _ => null }, new TimeLimits(), TimeProvider.System);
    readonly MemoryStates _states = new();
    readonly FaultyExchanger _faulty;
    S3Store _store = null!;
    StoreAddress _target = null!;

    public CephUploadTests() => _faulty = new FaultyExchanger(_http);

    public async Task InitializeAsync()
    {
        await File.WriteAllBytesAsync(_file, _bytes);
        if (Missing.Program(["radosgw", "ceph-mon", "ceph-osd", "ceph"]) is not null) return;
        var server = await CephServer.StartedAsync();
        var options = new S3Options { Endpoint = WebUrl.Parse(server.Root), AccessKeyId = CephServer.KeyId, SecretAccessKey = CephServer.Secret };
        _store = new S3Store(options, new UploadOptions(), _faulty, TimeProvider.System, _ => null);
        _target = new StoreAddress(StoreKind.S3, "swarm-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), "a/b c+é");
        await _store.MakeBucketAsync(_target.At(""), default);
    }

    public async Task DisposeAsync()
    {
        if (_target is not null)
        {
            _faulty.Fails = _ => null;
            await _store.DeleteAsync(_target, default);
            await _store.RemoveBucketAsync(_target.At(""), default);
        }

        File.Delete(_file);
        await _http.DisposeAsync();
    }

    [ProgramFact("radosgw", "ceph-mon", "ceph-osd", "ceph")]
    public async Task Parts_become_the_object_and_its_tag_is_that_of_its_parts()
    {
        var receipt = await Uploader().UploadAsync(Order, (_, _) => { }, default);
        Assert.Equal(_bytes.Length, receipt.Length);
        Assert.EndsWith("-5", receipt.ETag!.Trim('"'), StringComparison.Ordinal);
        await HasObjectAsync();
    }

    [ProgramFact("radosgw", "ceph-mon", "ceph-osd", "ceph")]
    public async Task A_part_whose_connection_breaks_is_sent_again_alone()
    {
        var (left, sent) = (2, 0);
        _faulty.Fails = request =>
        {
            if (!IsPart(request)) return null;
            Interlocked.Increment(ref sent);
            return Interlocked.Decrement(ref left) >= 0 ? Reason.Reset : null;
        };
        await Uploader().UploadAsync(Order, (_, _) => { }, default);
        Assert.Equal(7, sent);
        await HasObjectAsync();
    }

    [ProgramFact("radosgw", "ceph-mon", "ceph-osd", "ceph")]
    public async Task Another_uploader_goes_on_and_trusts_the_server_s_list()
    {
        var sent = 0;
        _faulty.Fails = request => IsPart(request) && Interlocked.Increment(ref sent) > 2 ? Reason.Disk : null;
        await Assert.ThrowsAsync<TransferException>(() => Uploader(workers: 1).UploadAsync(Order, (_, _) => { }, default));
        _faulty.Fails = _ => null;
        var receipt = await Uploader().UploadAsync(Order, (_, _) => { }, default);
        Assert.Equal(2 * Part, receipt.Resumed);
        await HasObjectAsync();
    }

    [ProgramFact("radosgw", "ceph-mon", "ceph-osd", "ceph")]
    public async Task An_answer_to_complete_that_is_lost_is_found_by_the_object()
    {
        var completions = 0;
        _faulty.Loses = request => request.Method == "POST" && request.Url.Query.Contains("uploadId", StringComparison.Ordinal) && Interlocked.Increment(ref completions) == 1;
        await Uploader().UploadAsync(Order, (_, _) => { }, default);
        await HasObjectAsync();
    }

    [ProgramFact("radosgw", "ceph-mon", "ceph-osd", "ceph")]
    public async Task What_failed_for_good_leaves_no_unfinished_upload()
    {
        _faulty.Fails = request => request.Url.Query.Contains("partNumber=3", StringComparison.Ordinal) ? Reason.Disk : null;
        await Assert.ThrowsAsync<TransferException>(() => Uploader().UploadAsync(Order, (_, _) => { }, default));
        Assert.NotEmpty(await UnfinishedAsync());
        Assert.Null(await Uploader().GiveUpAsync(Order));
        Assert.Empty(await UnfinishedAsync());
        Assert.Null(await _store.StatAsync(_target, default));
    }

    [ProgramFact("radosgw", "ceph-mon", "ceph-osd", "ceph")]
    public async Task A_session_whose_id_never_came_is_found_and_aborted()
    {
        _faulty.Loses = request => request.Method == "POST" && !request.Url.Query.Contains("uploadId", StringComparison.Ordinal);
        await Assert.ThrowsAsync<TransferException>(() => Uploader(attempts: 1).UploadAsync(Order, (_, _) => { }, default));
        Assert.Single(await UnfinishedAsync());
        _faulty.Loses = _ => false;
        await Uploader().UploadAsync(Order, (_, _) => { }, default);
        Assert.Empty(await UnfinishedAsync());
        await HasObjectAsync();
    }

    UploadOrder Order => new("1", _target, _file);

    Uploader Uploader(int workers = 3, int attempts = 4) => new(
        _ => _store, new UploadOptions { PartSize = Part, WholeUpTo = Part, Workers = workers, PartAttempts = attempts }, _states, new HurriedTime(), new Random(1));

    static bool IsPart(ExchangeRequest request) => request.Url.Query.Contains("partNumber=", StringComparison.Ordinal);

    async Task<List<UnfinishedUpload>> UnfinishedAsync()
    {
        var all = new List<UnfinishedUpload>();
        await foreach (var upload in _store.UploadsAsync(_target.At(""), default)) all.Add(upload);
        return all;
    }

    async Task HasObjectAsync()
    {
        var request = await _store.AuthoriseAsync(new ExchangeRequest(_store.UrlOf(_target), "GET", [], null) { Address = _target }, default);
        await using var exchange = await _http.SendAsync(request, default);
        var (body, buffer) = (new MemoryStream(), new byte[1 << 20]);
        for (int read; (read = await exchange.ReadAsync(buffer, default)) > 0;) body.Write(buffer, 0, read);
        Assert.True(body.ToArray().AsSpan().SequenceEqual(_bytes), "the object has other bytes than the file");
        Assert.Empty(await UnfinishedAsync());
    }

    /// <summary>Fails requests before they go out, or loses their answers.</summary>
    sealed class FaultyExchanger(IExchanger inner) : IExchanger
    {
        public Func<ExchangeRequest, Reason?> Fails { get; set; } = _ => null;

        public Func<ExchangeRequest, bool> Loses { get; set; } = _ => false;

        public async ValueTask<IExchange> SendAsync(ExchangeRequest request, CancellationToken token)
        {
            if (Fails(request) is { } reason) throw new TransferException(reason, Stage.Head, "as the test wants it");
            var exchange = await inner.SendAsync(request, token);
            if (!Loses(request)) return exchange;
            var buffer = new byte[4096];
            while (await exchange.ReadAsync(buffer, token) > 0)
            {
            }

            await exchange.DisposeAsync();
            throw new TransferException(Reason.Reset, Stage.Head, "lost, as the test wants it");
        }

        public ValueTask DisposeAsync() => default;
    }
}
