using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Swarm.Domain;
using Swarm.IO.Http;
using Swarm.TestSupport;

namespace Swarm.IO.Tests.Http;

public sealed class TlsTests
{
    static async Task<string> AskAsync(ScriptedOrigin origin, HttpOptions options)
    {
        origin.Otherwise(Reply.Ok("x"));
        await using var http = Fetching.Exchanger(options);
        var got = await http.FetchAsync(origin.Url("/x"));
        return got.Failure is { } failure ? $"{failure.Reason} {failure.Stage}" : got.Text;
    }

    [Theory]
    [InlineData("127.0.0.1", false, true, "x")]
    [InlineData("127.0.0.1", false, false, "Tls Connect")]
    [InlineData("127.0.0.1", true, true, "Tls Connect")]
    [InlineData("127.0.0.2", false, true, "Tls Connect")]
    [InlineData("other.org", false, true, "Tls Connect")]
    public async Task Certificates_are_verified(string host, bool expired, bool trusted, string answer)
    {
        using var authority = Certificates.AuthorityFile();
        await using var origin = new ScriptedOrigin(Certificates.For(host, expired));
        Assert.Equal(answer, await AskAsync(origin, new HttpOptions { CaFile = trusted ? authority.Path : null }));
        Assert.Equal("x", await AskAsync(origin, new HttpOptions { Insecure = true }));
    }

    [Theory]
    [InlineData("127.0.0.1", "x")]
    [InlineData("127.0.0.2", "Tls Connect")]
    public async Task Insecure_hosts_are_those_named(string host, string answer)
    {
        await using var origin = new ScriptedOrigin(Certificates.For("other.org"));
        Assert.Equal(answer, await AskAsync(origin, new HttpOptions { InsecureHosts = [host] }));
    }

    [Theory]
    [InlineData(".pfx")]
    [InlineData(".pem")]
    public async Task A_client_certificate_is_presented(string kind)
    {
        using var mine = Certificates.For("me");
        using var file = new TempFile("", kind);
        if (kind == ".pfx") await File.WriteAllBytesAsync(file.Path, mine.Export(X509ContentType.Pkcs12, "pass"));
        else await File.WriteAllTextAsync(file.Path, mine.ExportCertificatePem() + "\n" + mine.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var seen = SubjectOfClientAsync(listener);
        await using var http = Fetching.Exchanger(new HttpOptions
        {
            ClientCertificate = file.Path, ClientCertificatePassword = kind == ".pfx" ? "pass" : null, Insecure = true,
        });
        Assert.Equal("x", (await http.FetchAsync($"https://{listener.LocalEndpoint}/")).Text);
        Assert.Equal("CN=me", await seen);
    }

    [Fact]
    public void A_certificate_file_that_is_none_is_named_at_the_start()
    {
        using var file = new TempFile("no certificate");
        Assert.Contains(file.Path, Assert.Throws<InvalidDataException>(() => Fetching.Exchanger(new HttpOptions { CaFile = file.Path })).Message);
        Assert.Contains(file.Path, Assert.Throws<InvalidDataException>(() => Fetching.Exchanger(new HttpOptions { ClientCertificate = file.Path })).Message);
    }

    [Fact]
    public async Task A_handshake_that_stalls_is_given_up_in_time()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var http = Fetching.Exchanger(limits: new() { Connect = TimeSpan.FromMilliseconds(200) });
        var got = await http.FetchAsync($"https://{listener.LocalEndpoint}/").WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(Reason.Timeout, got.Failure?.Reason);
        Assert.Equal(Stage.Connect, got.Failure?.Stage);
    }

    static async Task<string?> SubjectOfClientAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificate = Certificates.For("127.0.0.1"), ClientCertificateRequired = true, RemoteCertificateValidationCallback = (_, _, _, _) => true,
        });
        await stream.ReadExactlyAsync(new byte[1]);
        await stream.WriteAsync(HttpWire.Message(200, "x"u8.ToArray()));
        return stream.RemoteCertificate?.Subject;
    }
}
