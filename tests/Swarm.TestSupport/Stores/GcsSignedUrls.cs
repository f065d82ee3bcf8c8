using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Swarm.TestSupport.Stores;

/// <summary>Checks GOOG4-RSA-SHA256 signatures as the store does: of the request that came, not of what its maker had in mind.</summary>
static class GcsSignedUrls
{
    public static GcsReply? Refusal(GcsAsk ask)
    {
        var date = DateTimeOffset.ParseExact(ask.Query("X-Goog-Date")!, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        if (date.AddSeconds(int.Parse(ask.Query("X-Goog-Expires")!, CultureInfo.InvariantCulture)) < DateTimeOffset.UtcNow) return GcsReply.Error(400, "ExpiredToken", "Invalid argument.");
        var names = ask.Query("X-Goog-SignedHeaders")!.Split(';');
        var query = string.Join('&', ask.Parameters.Where(p => p.Key != "X-Goog-Signature")
            .Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}").Order(StringComparer.Ordinal));
        var lines = string.Concat(names.Select(name => $"{name}:{(name == "host" ? ask.Field(name)!.Split(':')[0] : ask.Field(name))}\n"));
        var canonical = $"{ask.Method}\n{ask.Path}\n{query}\n{lines}\n{string.Join(';', names)}\nUNSIGNED-PAYLOAD";
        var scope = ask.Query("X-Goog-Credential")!.Split('/', 2)[1];
        var text = $"GOOG4-RSA-SHA256\n{ask.Query("X-Goog-Date")}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var isGood = GcsAccount.Key.VerifyData(
            Encoding.UTF8.GetBytes(text), Convert.FromHexString(ask.Query("X-Goog-Signature")!), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return isGood ? null : GcsReply.Error(403, "SignatureDoesNotMatch", "Access denied.");
    }
}
