using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Swarm.TestSupport.Stores;

/// <summary>The stub's tokens: handed out at <c>/token</c> and as the metadata server does, and asked for once one was set to be.</summary>
public sealed class GcsTokens
{
    readonly ConcurrentDictionary<string, bool> _good = new();
    int _issued;

    /// <summary>Requests without a good token are refused.</summary>
    public bool AreWanted { get; set; }

    /// <summary>What is said of the tokens handed out.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    public int Issued => _issued;

    /// <summary>The grant types that were presented, and <c>metadata</c>.</summary>
    public ConcurrentQueue<string> Grants { get; } = new();

    /// <summary>No token that was handed out is good any more.</summary>
    public void Revoke() => _good.Clear();

    internal GcsReply Answer(GcsAsk ask)
    {
        var isMetadata = ask.Path.StartsWith("/computeMetadata/", StringComparison.Ordinal);
        if (isMetadata && ask.Field("Metadata-Flavor") != "Google") return GcsReply.Empty(403);
        if (isMetadata && !ask.Path.EndsWith("/token", StringComparison.Ordinal)) return GcsReply.Empty(404);
        var form = Encoding.ASCII.GetString(ask.Body).Split('&').Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p.Length > 1 ? Uri.UnescapeDataString(p[1]) : "");
        Grants.Enqueue(isMetadata ? "metadata" : form.GetValueOrDefault("grant_type", ""));
        var token = string.Create(CultureInfo.InvariantCulture, $"ya29.stub-{Interlocked.Increment(ref _issued)}");
        if (!form.TryGetValue("assertion", out var assertion) || IsKnown(assertion)) _good[token] = true;
        var fields = isMetadata ? new[] { ("Metadata-Flavor", "Google") } : [];
        var reply = GcsReply.Json(new JsonObject { ["access_token"] = token, ["expires_in"] = (int)Lifetime.TotalSeconds, ["token_type"] = "Bearer" });
        return reply with { Fields = [.. reply.Fields, .. fields] };
    }

    // RFC 7523: the service account's own word, signed by its key.
    static bool IsKnown(string assertion)
    {
        var parts = assertion.Split('.');
        var isSigned = GcsAccount.Key.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return isSigned && (string?)JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!["iss"] == GcsAccount.Email;
    }

    internal GcsReply? Refusal(GcsAsk ask)
    {
        if (!AreWanted) return null;
        var token = ask.Field("Authorization") is { } field && field.StartsWith("Bearer ", StringComparison.Ordinal) ? field["Bearer ".Length..] : null;
        return token is not null && _good.ContainsKey(token) ? null : GcsReply.Error(401, "authError", "Invalid Credentials");
    }
}
