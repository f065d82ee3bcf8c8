using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.IO.Http;

/// <summary>
/// The Authorization field that the job adds. What was given for the asked URLs stays behind once a redirect has left their origin; from
/// there on only a netrc entry of that exact host counts, and only over https.
/// </summary>
sealed class Credentials(HttpOptions options)
{
    readonly Netrc? _netrc = options.NetrcFile is { } file ? Netrc.Parse(SettingsFile.Text(file), file) : null;

    public Header? For(ExchangeRequest request)
    {
        var origin = request.Url.Origin;
        var user = request.IsAskedOrigin
            ? OfUrl(request.Url.UserInfo) ?? (options.Bearer is null ? options.User ?? _netrc?.Find(origin.Host, orDefault: true) : null)
            : origin.IsSecure ? _netrc?.Find(origin.Host, orDefault: false) : null;
        return user is not null ? BasicAuth.Field(user)
            : request.IsAskedOrigin && options.Bearer is { } token ? new Header("Authorization", "Bearer " + token)
            : null;
    }

    static string? OfUrl(string? userInfo) => userInfo is null ? null : Uri.UnescapeDataString(userInfo);
}
