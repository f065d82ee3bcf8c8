using System.CommandLine;
using Swarm.ObjectStores;
using Swarm.Settings;

namespace Swarm.Cli.Verbs;

/// <summary><c>swarm presign</c>: a URL that holds its own authorisation, for whoever is to fetch or store one object.</summary>
static class PresignVerb
{
    static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    public static Command Create()
    {
        var place = new Argument<string>("ADDRESS") { Description = "The object: s3://bucket/key" };
        var method = new Option<string>("--method") { Description = "GET, PUT, HEAD or DELETE", HelpName = "METHOD", DefaultValueFactory = _ => "GET" };
        var expires = new Option<string>("--expires") { Description = "How long it is good for: 15m, 1h, 7d at most", HelpName = "TIME", DefaultValueFactory = _ => "1h" };
        var fields = new Option<string[]>("--signed-header") { Description = "A header that whoever uses it must send as well: 'Content-Type: text/plain' (repeatable)", HelpName = "LINE" };
        var command = new Command("presign", "Make a URL by which anybody may fetch or store one object for a while; it is a secret") { place, method, expires, fields };
        StoreVerb.Complete(command, async (parsed, stores, lines, token) =>
        {
            var address = Place.ParseStored(parsed.GetValue(place)!);
            if (address.Key.Length == 0) throw new UsageException($"{address} is a bucket: a URL is made for one object");
            var (verb, time) = (Method(parsed.GetValue(method)!), Expires(parsed.GetValue(expires)!));
            var url = await stores[address.Kind].PresignAsync(address, verb, time, HeaderLine.ParseAll(parsed.GetValue(fields) ?? []), token);
            lines.Say(url, json =>
            {
                json.WriteString("url", url);
                json.WriteString("method", verb);
                json.WriteNumber("expires_s", (long)time.TotalSeconds);
            });
            return ExitCode.Good;
        });
        return command;
    }

    static string Method(string text) => text.ToUpperInvariant() is "GET" or "PUT" or "HEAD" or "DELETE"
        ? text.ToUpperInvariant()
        : throw new UsageException($"--method: '{text}' is none of GET, PUT, HEAD, DELETE");

    static TimeSpan Expires(string text) => Times.Parse(text) is var time && time > TimeSpan.Zero && time <= Longest
        ? time
        : throw new UsageException($"--expires: {text} must be longer than 0 and at most 7d");
}
