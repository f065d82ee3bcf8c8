using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.IO.Http;
using Swarm.Stores.S3;
using Swarm.TestSupport;
using Swarm.TestSupport.Servers;
using Swarm.TestSupport.Stores;

namespace Swarm.Stores.Tests.S3;

/// <summary>What a contract of all stores does not ask: hosts of buckets, TLS and refusals on the way, large copies, other programs beside us.</summary>
public sealed class CephTests : IAsyncLifetime
{
    readonly string _folder = Directory.CreateTempSubdirectory("swarm-ceph-").FullName;
    readonly StoreAddress _bucket = new(StoreKind.S3, "swarm-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), "");
    readonly HttpExchanger _exchanger = new(new HttpOptions { Environment = _ => null }, new TimeLimits(), TimeProvider.System);
    StoreServer _ceph = null!;
    IObjectStore _store = null!;

    public async Task InitializeAsync()
    {
        if (Missing.Program("radosgw", "ceph-mon", "ceph-osd", "ceph") is not null) return;
        _ceph = await CephServer.StartedAsync();
        _store = Open(_ceph.Root, _exchanger);
        await _store.MakeBucketAsync(_bucket, default);
    }

    public async Task DisposeAsync()
    {
        await _exchanger.DisposeAsync();
        Directory.Delete(_folder, true);
    }

    [ProgramFact("radosgw")]
    public async Task A_large_object_is_copied_in_parts_with_type_and_metadata()
    {
        var bytes = HttpWire.Noise(12 << 20);
        var options = new PutOptions { ContentType = "text/x-odd", Headers = [new Header("x-amz-meta-colour", "blue")] };
        await _store.PutAsync(_bucket.At("a b"), new BytesContent(bytes), options, default);
        await using var small = new S3Store(Options(_ceph.Root), new UploadOptions(), _exchanger, TimeProvider.System, _ => null) { CopyWholeUpTo = 5 << 20 };

        var made = await small.CopyAsync(_bucket.At("a b"), _bucket.At("c/d"), PutOptions.Default, default);

        Assert.EndsWith("-3", made.ETag!.Trim('"'), StringComparison.Ordinal);
        var facts = (await _store.StatAsync(_bucket.At("c/d"), default))!;
        Assert.Equal((12L << 20, "text/x-odd", "blue"), (facts.Size, facts.ContentType, facts.Metadata.Find("colour")));
        Assert.Equal(bytes, await new HttpClient().GetByteArrayAsync(await _store.PresignAsync(_bucket.At("c/d"), "GET", TimeSpan.FromMinutes(1), [], default)));
    }

    [ProgramFact("radosgw")]
    public async Task Buckets_may_be_hosts()
    {
        // The name leads to no address: each connection is made to Ceph, whatever its host.
        using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync, UseProxy = false });
        await using var exchanger = new HttpExchanger(client, new HttpOptions { Environment = _ => null }, new TimeLimits(), TimeProvider.System);
        var options = Options($"http://{CephServer.Domain}:{_ceph.Port}") with { PathStyle = false };
        await using var store = new S3Store(options, new UploadOptions(), exchanger, TimeProvider.System, _ => null);

        Assert.Equal($"http://{_bucket.Bucket}.{CephServer.Domain}:{_ceph.Port}/a%20b/%2B", store.UrlOf(_bucket.At("a b/+")).Href);
        await store.PutAsync(_bucket.At("a b/+"), new BytesContent(new byte[] { 1, 2 }), PutOptions.Default, default);
        Assert.Equal(2, (await _store.StatAsync(_bucket.At("a b/+"), default))!.Size);
        await foreach (var page in store.ListAsync(_bucket, new ListDemand("a "), default)) Assert.Equal("a b/+", Assert.Single(page.Objects).Key);
    }

    [ProgramFact("radosgw", "nginx")]
    public async Task TLS_may_stand_in_front()
    {
        var port = FreePort();
        await MakeCertificateAsync();
        await using var proxy = await NginxServer.StartAsync(_folder,
            $"listen 127.0.0.1:{port} ssl; ssl_certificate {_folder}/cert.pem; ssl_certificate_key {_folder}/key.pem; location / {{ {Pass()} }}");
        var http = new HttpOptions { Environment = _ => null, CaFile = Path.Combine(_folder, "cert.pem") };
        await using var exchanger = new HttpExchanger(http, new TimeLimits(), TimeProvider.System);
        await using var store = Open($"https://127.0.0.1:{port}", exchanger);
        var bytes = HttpWire.Noise(300_000);
        await store.PutAsync(_bucket.At("a b+é"), new BytesContent(bytes), PutOptions.Default, default);
        Assert.Equal(300_000, (await store.StatAsync(_bucket.At("a b+é"), default))!.Size);
        Assert.Equal(bytes, await BytesAsync("a b+é"));
        await using var strict = Open($"https://127.0.0.1:{port}", _exchanger);
        Assert.Equal(Reason.Tls, (await Assert.ThrowsAsync<TransferException>(async () => await strict.StatAsync(_bucket.At("a"), default))).Failure.Reason);
    }

    [ProgramFact("radosgw", "nginx")]
    public async Task A_proxy_that_says_slow_down_is_understood()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "maps.conf"), "limit_req_zone $binary_remote_addr zone=slow:1m rate=2r/s;");
        await using var proxy = await NginxServer.StartAsync(_folder,
            $"location / {{ limit_req zone=slow; limit_req_status 503; error_page 503 @slow; {Pass()} }}"
            + "location @slow { default_type application/xml; add_header Retry-After 1 always; return 503 '<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>'; }");
        await using var store = Open(proxy.Root, _exchanger);
        var refused = new List<TransferException>();
        for (var i = 0; i < 20; i++)
        {
            try
            {
                await store.PutAsync(_bucket.At("a"), new BytesContent(new byte[] { 1 }), PutOptions.Default, default);
            }
            catch (TransferException e)
            {
                refused.Add(e);
            }
        }

        Assert.NotEmpty(refused);
        Assert.All(refused, e => Assert.Equal((503, TimeSpan.FromSeconds(1)), (e.Status, e.ServerWait)));
        Assert.Contains("503 SlowDown", refused[0].Message, StringComparison.Ordinal);
        Assert.NotNull(await _store.StatAsync(_bucket.At("a"), default));
    }

    [ProgramFact("radosgw", "rclone")]
    public async Task Rclone_reads_what_we_wrote_and_the_reverse()
    {
        var (ours, theirs) = (HttpWire.Noise(700_000), HttpWire.Noise(6 << 20, 2));
        await File.WriteAllBytesAsync(Path.Combine(_folder, "theirs +é.bin"), theirs);
        await _store.PutAsync(_bucket.At("ours a+b é.bin"), new BytesContent(ours), PutOptions.Default, default);
        string[] remote = ["--config", "/dev/null", "--s3-provider=Ceph", $"--s3-endpoint={_ceph.Root}", $"--s3-access-key-id={CephServer.KeyId}",
            $"--s3-secret-access-key={CephServer.Secret}", "--s3-upload-cutoff=5Mi", "--s3-chunk-size=5Mi"];
        await RunAsync("env", ["-u", "AWS_CA_BUNDLE", "rclone", .. remote, "copyto", $":s3:{_bucket.Bucket}/ours a+b é.bin", Path.Combine(_folder, "ours")]);
        await RunAsync("env", ["-u", "AWS_CA_BUNDLE", "rclone", .. remote, "copy", Path.Combine(_folder, "theirs +é.bin"), $":s3:{_bucket.Bucket}/"]);
        Assert.Equal(ours, await File.ReadAllBytesAsync(Path.Combine(_folder, "ours")));
        Assert.Equal(theirs, await BytesAsync("theirs +é.bin"));
    }

    [ProgramFact("radosgw", "s3cmd")]
    public async Task S3cmd_reads_what_we_wrote_and_the_reverse()
    {
        var (ours, theirs) = (HttpWire.Noise(700_000), HttpWire.Noise(6 << 20, 2));
        await File.WriteAllBytesAsync(Path.Combine(_folder, "theirs"), theirs);
        await _store.PutAsync(_bucket.At("ours a+b é.bin"), new BytesContent(ours), PutOptions.Default, default);
        var config = Path.Combine(_folder, "s3cfg");
        var site = _ceph.Root["http://".Length..];
        await File.WriteAllTextAsync(config,
            $"[default]\naccess_key = {CephServer.KeyId}\nsecret_key = {CephServer.Secret}\nhost_base = {site}\nhost_bucket = {site}\nuse_https = False\nmultipart_chunk_size_mb = 5\n");
        await RunAsync("s3cmd", ["-c", config, "-q", "get", $"s3://{_bucket.Bucket}/ours a+b é.bin", Path.Combine(_folder, "ours")]);
        await RunAsync("s3cmd", ["-c", config, "-q", "put", Path.Combine(_folder, "theirs"), $"s3://{_bucket.Bucket}/theirs +é.bin"]);
        Assert.Equal(ours, await File.ReadAllBytesAsync(Path.Combine(_folder, "ours")));
        Assert.Equal(theirs, await BytesAsync("theirs +é.bin"));
    }

    static S3Options Options(string endpoint) =>
        new() { Endpoint = WebUrl.Parse(endpoint), AccessKeyId = CephServer.KeyId, SecretAccessKey = CephServer.Secret };

    static S3Store Open(string endpoint, IExchanger exchanger) => new(Options(endpoint), new UploadOptions(), exchanger, TimeProvider.System, _ => null);

    static async Task RunAsync(string program, string[] arguments)
    {
        var ended = await Command.RunAsync(program, arguments);
        Assert.True(ended.ExitCode == 0, ended.ToString());
    }

    async Task<byte[]> BytesAsync(string key)
    {
        using var client = new HttpClient();
        return await client.GetByteArrayAsync(await _store.PresignAsync(_bucket.At(key), "GET", TimeSpan.FromMinutes(1), [], default));
    }

    async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken token)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, _ceph.Port, token);
        return new NetworkStream(socket, ownsSocket: true);
    }

    async Task MakeCertificateAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(Path.Combine(_folder, "cert.pem"), certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(_folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    string Pass() => $"proxy_pass {_ceph.Root}; proxy_http_version 1.1; proxy_set_header Host $http_host; proxy_request_buffering off; client_max_body_size 0;";
}
