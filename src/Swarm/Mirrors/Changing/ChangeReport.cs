using System.Text.Json;
using Swarm.Domain.Frontier;

namespace Swarm.Mirrors.Changing;

/// <summary>How many files of a mirror became what since the run before.</summary>
public readonly record struct ChangeCounts(long New, long Changed, long Unchanged, long Gone, long Kept, long Moved)
{
    public ChangeCounts With(ChangeKind kind) => kind switch
    {
        ChangeKind.New => this with { New = New + 1 },
        ChangeKind.Changed => this with { Changed = Changed + 1 },
        ChangeKind.Unchanged => this with { Unchanged = Unchanged + 1 },
        ChangeKind.Gone => this with { Gone = Gone + 1 },
        ChangeKind.Kept => this with { Kept = Kept + 1 },
        _ => this with { Moved = Moved + 1 },
    };
}

/// <summary>Writes <c>changes.json</c>: what is new, changed, gone, kept from before or moved since the last run, and how much is as it was.</summary>
static class ChangeReport
{
    const string Name = "changes.json";

    /// <param name="output">The mirror's folder.</param>
    /// <param name="changes">Read as they are asked for.</param>
    /// <param name="isComplete">The run saw all that belongs to the mirror: what it did not come upon is no part of it any more.</param>
    /// <param name="time">When the run ended.</param>
    public static ChangeCounts Write(string output, IEnumerable<ChangeRow> changes, bool isComplete, DateTimeOffset time)
    {
        var (path, counts) = (Path.Combine(output, Name), default(ChangeCounts));
        var temporary = path + ".part";
        File.Delete(temporary); // made anew, so that nothing is written through a link that lies there
        using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
        using (var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("time", time);
            json.WriteBoolean("complete", isComplete);
            json.WriteStartArray("changes");
            foreach (var row in changes)
            {
                counts = counts.With(row.Kind);
                if (row.Kind != ChangeKind.Unchanged) Write(json, row);
                if (json.BytesPending > 1 << 15) json.Flush();
            }

            json.WriteEndArray();
            Write(json, counts);
            json.WriteEndObject();
        }

        File.Move(temporary, path, overwrite: true);
        return counts;
    }

    static void Write(Utf8JsonWriter json, ChangeRow row)
    {
        json.WriteStartObject();
        json.WriteString("change", row.Kind.ToString().ToLowerInvariant());
        json.WriteString("url", row.Url.Href);
        if (row.File is { } file) json.WriteString("file", file);
        if (row.Status > 0) json.WriteNumber("status", row.Status);
        if (row.To is { } to) json.WriteString("to", to.Href);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, ChangeCounts counts)
    {
        json.WriteStartObject("counts");
        json.WriteNumber("new", counts.New);
        json.WriteNumber("changed", counts.Changed);
        json.WriteNumber("unchanged", counts.Unchanged);
        json.WriteNumber("gone", counts.Gone);
        json.WriteNumber("kept", counts.Kept);
        json.WriteNumber("moved", counts.Moved);
        json.WriteEndObject();
    }
}
