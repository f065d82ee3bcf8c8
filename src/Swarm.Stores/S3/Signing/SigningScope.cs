using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Swarm.Stores.S3.Credentials;

namespace Swarm.Stores.S3.Signing;

/// <summary>When and where a signature holds.</summary>
/// <param name="Time"><c>yyyyMMddTHHmmssZ</c>.</param>
readonly record struct SigningScope(string Time, string Region)
{
    public SigningScope(DateTimeOffset now, string region)
        : this(now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture), region)
    {
    }

    public ReadOnlySpan<char> Day => Time.AsSpan(0, 8);

    public override string ToString() => $"{Day}/{Region}/s3/aws4_request";
}

/// <summary>The key of a day, a region and a secret; the last one is kept, as it is nearly always asked for again.</summary>
static class SigningKey
{
    static Kept? s_last;

    public static byte[] Of(AwsKeys keys, SigningScope scope)
    {
        if (Volatile.Read(ref s_last) is { } last && last.Secret == keys.Secret && last.Region == scope.Region && scope.Day.SequenceEqual(last.Day)) return last.Key;
        var key = Encoding.UTF8.GetBytes("AWS4" + keys.Secret);
        foreach (var text in new[] { scope.Day.ToString(), scope.Region, "s3", "aws4_request" }) key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
        Volatile.Write(ref s_last, new Kept(keys.Secret, scope.Region, scope.Day.ToString(), key));
        return key;
    }

    sealed record Kept(string Secret, string Region, string Day, byte[] Key);
}
