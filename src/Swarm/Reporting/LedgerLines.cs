using System.Buffers;
using System.Text.Json;
using Swarm.Domain;
using Swarm.Domain.Frontier;

namespace Swarm.Reporting;

/// <summary>The forms in which ledger rows are written.</summary>
public enum LedgerForm
{
    /// <summary>One JSON object a line: everything that is known.</summary>
    Jsonl,

    /// <summary>aria2's input format: can be fetched again, by Swarm or aria2. What it can't say (POST, HEAD) is a comment.</summary>
    Aria2,

    /// <summary>One URL a line.</summary>
    Plain,
}

/// <summary>Writes ledger rows as lines that programs, and Swarm itself, read back: fetched again, they ask for the same, but for a URL's password.</summary>
public static class LedgerLines
{
    /// <summary>List readers take lines of up to 64 KiB.</summary>
    const int LongestText = 60_000;

    static readonly byte[] LineEnd = "\n"u8.ToArray();

    public static void Write(Stream to, IEnumerable<LedgerRow> rows, LedgerForm form) => Write(to, rows, form, withRequest: true);

    static void Write(Stream to, IEnumerable<LedgerRow> rows, LedgerForm form, bool withRequest)
    {
        var line = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(line);
        using var text = new StreamWriter(to, leaveOpen: true) { NewLine = "\n" };
        foreach (var row in rows)
        {
            switch (form)
            {
                case LedgerForm.Jsonl: WriteJson(to, row, json, line, withRequest); break;
                case LedgerForm.Aria2: WriteAria2(text, row); break;
                default: text.WriteLine(row.Bundle.Address?.ToString() ?? row.Bundle.Url.Href); break;
            }
        }
    }

    /// <summary>
    /// Writes a whole report beside its name and renames it, so that a report is never a half one. It tells of outcomes, to whoever reads it: what requests
    /// carried (headers, bodies, credentials) stays out.
    /// </summary>
    public static void WriteReport(string path, IEnumerable<LedgerRow> rows)
    {
        var temporary = path + ".part";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16)) Write(file, rows, LedgerForm.Jsonl, withRequest: false);
        File.Move(temporary, path, overwrite: true);
    }

    static void WriteJson(Stream to, LedgerRow row, Utf8JsonWriter json, ArrayBufferWriter<byte> line, bool withRequest)
    {
        line.ResetWrittenCount();
        json.Reset();
        json.WriteStartObject();
        json.WriteString("url", row.Bundle.Url.Href);
        if (row.Bundle.Address is { } address) json.WriteString("address", address.ToString());
        if (row.Bundle.Upload is { } source) json.WriteString("from", source);
        json.WriteString("state", StateName(row.State));
        if (row.Bundle.Method != "GET") json.WriteString("method", row.Bundle.Method);
        if (withRequest) WriteRequest(json, row.Bundle);
        if (row.Path is { } path) json.WriteString("file", path);
        json.WriteNumber("attempts", row.Attempts);
        if (row.Outcome is { } outcome) WriteOutcome(json, outcome);
        if (row.Failure is { } failure) WriteFailure(json, failure);
        if (row.Finished is { } finished) json.WriteString("finished", finished);
        if (row.Due is { } due) json.WriteString("due", due);
        if (row.Bundle.Info is { } info) WriteInfo(json, info);
        json.WriteEndObject();
        json.Flush();
        to.Write(line.WrittenSpan);
        to.Write(LineEnd);
    }

    static void WriteRequest(Utf8JsonWriter json, Bundle bundle)
    {
        if (bundle.Out is { } name) json.WriteString("out", name);
        if (bundle.Priority != 0) json.WriteNumber("priority", bundle.Priority);
        if (bundle.Checksum is { } checksum) json.WriteString("checksum", checksum.ToString());
        if (bundle.Body is { } body) json.WriteBase64String("body_base64", body);
        WriteTexts(json, "headers", bundle.Headers.Select(h => $"{h.Name}: {h.Value}"));
        WriteTexts(json, "mirrors", bundle.Mirrors.Select(m => m.Href));
    }

    static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        var begun = false;
        foreach (var text in texts)
        {
            if (!begun) json.WriteStartArray(name);
            begun = true;
            json.WriteStringValue(text);
        }

        if (begun) json.WriteEndArray();
    }

    static void WriteOutcome(Utf8JsonWriter json, Outcome outcome)
    {
        if (outcome.Status > 0) json.WriteNumber("status", outcome.Status);
        if (outcome is { IsGood: true, Kind: not OutcomeKind.Moved }) json.WriteNumber("length", outcome.Length);
        if (outcome.Digest is { } digest) json.WriteString("digest", digest);
        if (outcome.ContentType is { } type) json.WriteString("content_type", type);
        if (outcome.FinalUrl is { } final) json.WriteString("final_url", final.Href);
        if (outcome.Validators.ETag is { } tag) json.WriteString("etag", tag);
        if (outcome.Validators.LastModified is { } modified) json.WriteString("last_modified", modified);
        json.WriteNumber("elapsed_ms", Math.Round(outcome.Elapsed.TotalMilliseconds, 1));
    }

    static void WriteFailure(Utf8JsonWriter json, Failure failure)
    {
        json.WriteString("reason", ReasonNames.Of(failure.Reason));
        json.WriteString("stage", failure.Stage.ToString().ToLowerInvariant());
        json.WriteString("detail", failure.Detail);
    }

    /// <summary>What a JSONL list gave as JSON comes back as JSON, anything else as text.</summary>
    static void WriteInfo(Utf8JsonWriter json, string info)
    {
        json.WritePropertyName("info");
        try
        {
            using var parsed = JsonDocument.Parse(info);
            parsed.WriteTo(json);
        }
        catch (JsonException)
        {
            json.WriteStringValue(info);
        }
    }

    static void WriteAria2(StreamWriter text, LedgerRow row)
    {
        if (row.Bundle.Method != "GET")
        {
            text.WriteLine($"# {row.Bundle.Method} {row.Bundle.Url.Href}");
            return;
        }

        text.WriteLine(string.Join('\t', row.Bundle.Mirrors.Prepend(row.Bundle.Url).Select(u => u.Href)));
        if ((row.Path ?? row.Bundle.Out) is { } path) text.WriteLine(" out=" + SafeText.Of(path, LongestText));
        foreach (var header in row.Bundle.Headers) text.WriteLine($" header={SafeText.Of(header.Name)}: {SafeText.Of(header.Value, LongestText)}");
        if (row.Bundle.Checksum is { } checksum) text.WriteLine($" checksum={checksum}");
    }

    static string StateName(LedgerState state) => state == LedgerState.NotModified ? "not-modified" : state.ToString().ToLowerInvariant();
}
