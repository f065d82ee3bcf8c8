namespace Swarm.Domain.Urls;

/// <summary>What a parse yields: the serialisation without userinfo and fragment, and where in it path and query begin.</summary>
readonly record struct UrlParts(string Href, Origin Origin, int PathStart, int QueryStart, string? UserInfo);
