using System.Text;

namespace Swarm.Domain.Transfers;

/// <summary>The Basic scheme (RFC 7617).</summary>
public static class BasicAuth
{
    /// <summary>The Authorization field for <c>user:password</c>, as it is (a URL's userinfo has to be decoded before).</summary>
    public static Header Field(string user)
    {
        var pair = user.Contains(':', StringComparison.Ordinal) ? user : user + ":";
        return new Header("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
    }
}
