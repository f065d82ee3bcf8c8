using System.CommandLine;
using Swarm.Cli.Screen;
using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Jobs;
using Swarm.ObjectStores;
using Swarm.Settings;

namespace Swarm.Cli.Verbs;

/// <summary><c>swarm uploads</c>: lists what was begun and never finished, which stores keep and charge for, and aborts it.</summary>
static class UploadsVerb
{
    public static Command Create()
    {
        var place = new Argument<string>("ADDRESS") { Description = "A bucket, or a prefix in it" };
        var abort = new Option<bool>("--abort") { Description = "Abort them, each told; what runs just now fails" };
        var older = new Option<string?>("--older-than") { Description = "Only those begun so long ago: 12h, 7d", HelpName = "TIME" };
        var command = new Command("uploads", "List, or abort, uploads that were left unfinished at a store") { place, abort, older };
        StoreVerb.Complete(command, async (parsed, stores, lines, token) =>
        {
            var prefix = Place.ParseStored(parsed.GetValue(place)!);
            var before = parsed.GetValue(older) is { } age ? TimeProvider.System.GetUtcNow() - Times.Parse(age) : (DateTimeOffset?)null;
            var store = stores[prefix.Kind];
            var found = new List<UnfinishedUpload>();
            await foreach (var upload in store.UploadsAsync(prefix, token))
                if (before is null || upload.Begun < before) found.Add(upload);
            return parsed.GetValue(abort) ? await AbortAsync(store, found, lines, token) : Say(found, lines);
        });
        return command;
    }

    static int Say(List<UnfinishedUpload> found, StoreLines lines)
    {
        foreach (var upload in found) lines.Say($"{ObjectLines.Time(upload.Begun),-20}  {upload.Session.Target}", json => Write(json, "upload", upload));
        return ExitCode.Good;
    }

    static async Task<int> AbortAsync(IObjectStore store, List<UnfinishedUpload> found, StoreLines lines, CancellationToken token)
    {
        var code = ExitCode.Good;
        foreach (var upload in found)
        {
            try
            {
                await store.AbortAsync(upload.Session, token);
                lines.Tell($"aborted {upload.Session.Target}, begun {ObjectLines.Time(upload.Begun)}", json => Write(json, "aborted", upload));
            }
            catch (TransferException e)
            {
                code = ExitCode.SomeFailed;
                await lines.ComplainAsync($"{upload.Session.Target} could not be aborted: {e.Message}");
            }
        }

        return code;
    }

    static void Write(System.Text.Json.Utf8JsonWriter json, string what, UnfinishedUpload upload)
    {
        json.WriteString(what, upload.Session.Target.ToString());
        if (upload.Begun is { } begun) json.WriteString("begun", ObjectLines.Time(begun));
    }
}
