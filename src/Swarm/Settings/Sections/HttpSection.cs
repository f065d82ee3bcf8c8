using Swarm.IO.Http;

namespace Swarm.Settings.Sections;

/// <summary><c>http { }</c>: how requests leave, and whom they trust.</summary>
static class HttpSection
{
    static readonly Choices Versions = new("auto", "1.1", "2");

    public static HttpOptions Read(Section s, HttpOptions preset)
    {
        var read = preset with
        {
            UserAgent = s.Text("user-agent", preset.UserAgent),
            Headers = s.Headers("headers", preset.Headers),
            Version = (HttpVersionChoice)s.Choice("version", (int)preset.Version, Versions),
            Compressed = s.Flag("compressed", preset.Compressed),
            Proxy = s.UrlOrNone("proxy", preset.Proxy),
            User = s.Secret("user", preset.User),
            Bearer = s.Secret("bearer", preset.Bearer),
            NetrcFile = s.PathOrNull("netrc", preset.NetrcFile),
            CookieFile = s.PathOrNull("cookies", preset.CookieFile),
            Cookies = s.Flag("keep-cookies", preset.Cookies),
            ClientCertificate = s.PathOrNull("client-certificate", preset.ClientCertificate),
            ClientKey = s.PathOrNull("client-key", preset.ClientKey),
            ClientCertificatePassword = s.Secret("client-certificate-password", preset.ClientCertificatePassword),
            CaFile = s.PathOrNull("ca-file", preset.CaFile),
            Insecure = s.Flag("insecure", preset.Insecure),
            InsecureHosts = s.Texts("insecure-hosts", preset.InsecureHosts),
            ConnectionsPerServer = s.CountOrNone("connections-per-server", preset.ConnectionsPerServer),
            ConnectionsPerAddress = s.CountOrNone("connections-per-address", preset.ConnectionsPerAddress),
            MaxHeadKilobytes = s.Int("max-head-kilobytes", preset.MaxHeadKilobytes, 1, 65_536),
        };
        Check(s, read);
        return read;
    }

    static void Check(Section s, HttpOptions read)
    {
        if (read.User is not null && read.Bearer is not null)
            s.Refuse("user and bearer both fill the field Authorization: choose one", "user", "bearer");
        if (read.Insecure && read.CaFile is not null)
            s.Refuse("insecure verifies nothing, so ca-file has no effect: choose one", "insecure", "ca-file");
        if (read.Insecure && read.InsecureHosts.Count > 0)
            s.Refuse("insecure holds for all hosts, so insecure-hosts has no effect: choose one", "insecure", "insecure-hosts");
        if (read.ClientCertificate is not null) return;
        if (read.ClientKey is not null) s.Fault("client-key", "has no effect without a client-certificate");
        if (read.ClientCertificatePassword is not null)
            s.Fault("client-certificate-password", "has no effect without a client-certificate");
    }
}
