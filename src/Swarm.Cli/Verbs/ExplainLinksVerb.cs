using System.CommandLine;
using System.Text.Json;
using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Mirrors;
using Swarm.Mirrors.Looking;

namespace Swarm.Cli.Verbs;

/// <summary><c>swarm explain links</c>: each reference of a page, as a line of JSON.</summary>
static class ExplainLinksVerb
{
    const int LongestPage = 64 << 20;
    const int Redirects = 20;

    /// <summary>What a file without a base is resolved against: what comes out below it is no URL that anybody could fetch.</summary>
    static readonly WebUrl NoBase = WebUrl.Parse("http://no-base.invalid/");

    public static Command Create()
    {
        var flags = new JobFlags();
        var page = new Argument<string>("FILE|URL") { Description = "The page" };
        var at = new Option<string?>("--base") { Description = "The URL that a file came from", HelpName = "URL" };
        var command = new Command("links", "Print each reference of a page: element, attribute, kind, text, URL") { page, at };
        flags.AddTo(command);
        command.SetAction((parsed, token) => Faults.GuardAsync(async () =>
        {
            var given = parsed.GetValue(page)!;
            var baseUrl = parsed.GetValue(at) is { } text ? WebUrl.Parse(text) : null;
            var source = File.Exists(given) ? await OfFileAsync(given, baseUrl ?? NoBase, token)
                : WebUrl.TryParse(given, out var url, out _) ? await FetchAsync(url, JobSettings.Load(flags, parsed), token)
                : throw new UsageException($"{given}: there is no such file, and it is no http or https URL");
            return Write(source);
        }));
        return command;
    }

    static async Task<PageSource> OfFileAsync(string file, WebUrl url, CancellationToken token) =>
        Of(url, file, await File.ReadAllBytesAsync(file, token), null);

    static async Task<PageSource> FetchAsync(WebUrl url, Settings.SwarmSettings settings, CancellationToken token)
    {
        await using var fetch = new SmallFetch(settings, TimeProvider.System);
        var answer = await fetch.GetAsync(url, Redirects, LongestPage, token);
        if (!answer.IsGood) throw new TransferException(Reason.Status, Stage.Head, $"{url.Href}: the server answered {answer.Head.Status}");
        return Of(answer.Url, answer.Url.Path.ToString(), answer.Body, answer.ContentType);
    }

    static PageSource Of(WebUrl url, string name, byte[] content, string? type) => PageReaders.Default.FormatOf(type, name) is var format and not PageFormat.None
        ? new PageSource(url, format, content, type)
        : throw new UsageException($"{name}: no page whose references are known (HTML, CSS, SVG, feeds, sitemaps, manifests)");

    static int Write(PageSource source)
    {
        var reading = PageReaders.Default.Read(source);
        using var to = Console.OpenStandardOutput();
        using var json = new Utf8JsonWriter(to);
        foreach (var reference in reading.References)
        {
            Write(json, reference);
            json.Flush();
            json.Reset();
            to.Write("\n"u8);
        }

        if (reading.Cut is { } cut) Console.Error.WriteLine("swarm: not read to its end: " + SafeText.Of(cut));
        return ExitCode.Good;
    }

    static void Write(Utf8JsonWriter json, Reference reference)
    {
        json.WriteStartObject();
        json.WriteString("element", reference.Element);
        json.WriteString("attribute", reference.Attribute);
        json.WriteString("kind", reference.Kind.ToString().ToLowerInvariant());
        json.WriteString("text", reference.Text);
        if (reference.Url is { } url && url.Origin != NoBase.Origin) json.WriteString("url", url.Href);
        if (reference.Fragment is { } fragment) json.WriteString("fragment", fragment);
        if (reference.NoFollow) json.WriteBoolean("nofollow", true);
        if (reference.Place.IsKnown)
        {
            json.WriteNumber("start", reference.Place.Start);
            json.WriteNumber("length", reference.Place.Length);
        }

        json.WriteEndObject();
    }
}
