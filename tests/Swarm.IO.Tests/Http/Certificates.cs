using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Swarm.IO.Tests.Http;

/// <summary>An authority of the tests' own and what it signs.</summary>
static class Certificates
{
    static readonly ECDsa AuthorityKey = ECDsa.Create();

    public static X509Certificate2 Authority { get; } = CreateAuthority();

    public static X509Certificate2 For(string host, bool expired = false)
    {
        using var key = ECDsa.Create();
        var request = new CertificateRequest("CN=" + host, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address)) names.AddIpAddress(address);
        else names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        var now = DateTimeOffset.UtcNow;
        using var bare = request.Create(Authority, expired ? now.AddHours(-1) : now.AddHours(-1), expired ? now.AddMinutes(-30) : now.AddHours(1), RandomNumberGenerator.GetBytes(8));
        using var keyed = bare.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(keyed.Export(X509ContentType.Pkcs12), null);
    }

    public static TempFile AuthorityFile() => new(Authority.ExportCertificatePem(), ".pem");

    static X509Certificate2 CreateAuthority()
    {
        var request = new CertificateRequest("CN=Tests", AuthorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
