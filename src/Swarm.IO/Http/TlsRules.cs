using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Swarm.IO.Http;

/// <summary>Whom TLS trusts and as whom it presents us. Certificates are verified unless the job, or a host by name, is set insecure.</summary>
static class TlsRules
{
    /// <exception cref="InvalidDataException">A certificate file that can't be read.</exception>
    public static SslClientAuthenticationOptions Options(HttpOptions options)
    {
        var tls = new SslClientAuthenticationOptions();
        if (options.ClientCertificate is { } file)
        {
            var certificate = Reading(file, () => Client(file, options));
            tls.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true);
        }

        if (options.CaFile is { } ca) tls.CertificateChainPolicy = Trusting(Reading(ca, () => Authorities(ca)));
        if (options.Insecure || options.InsecureHosts.Count > 0) tls.RemoteCertificateValidationCallback = Insecurely(options);
        return tls;
    }

    static RemoteCertificateValidationCallback Insecurely(HttpOptions options)
    {
        var hosts = options.InsecureHosts.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return (sender, _, _, errors) =>
            errors == SslPolicyErrors.None || options.Insecure || (sender is SslStream stream && hosts.Contains(stream.TargetHostName));
    }

    static X509Certificate2 Client(string file, HttpOptions options) =>
        Path.GetExtension(file).ToLowerInvariant() is ".pfx" or ".p12"
            ? X509CertificateLoader.LoadPkcs12FromFile(file, options.ClientCertificatePassword)
            : options.ClientCertificatePassword is { } password
                ? X509Certificate2.CreateFromEncryptedPemFile(file, password, options.ClientKey)
                : X509Certificate2.CreateFromPemFile(file, options.ClientKey);

    static X509Certificate2Collection Authorities(string file)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(file);
        return authorities.Count > 0 ? authorities : throw new CryptographicException("no certificate in it");
    }

    static X509ChainPolicy Trusting(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    static T Reading<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new InvalidDataException($"{file}: no certificate can be read from it: {e.Message}", e);
        }
    }
}
