using System.Text.Json;
using Swarm.Domain;
using Swarm.Domain.Frontier;

namespace Swarm.Cli.Screen;

/// <summary>A job's state as one JSON object.</summary>
static class StatusJson
{
    public static void Write(Stream to, LedgerSummary summary, bool isRunning)
    {
        using var json = new Utf8JsonWriter(to);
        var counts = summary.Counts;
        json.WriteStartObject();
        json.WriteNumber("done", counts.Done);
        json.WriteNumber("failed", counts.Failed);
        json.WriteNumber("pending", counts.Pending);
        json.WriteNumber("waiting", counts.Waiting);
        json.WriteNumber("bytes", counts.Bytes);
        json.WriteBoolean("running", isRunning);
        json.WriteStartArray("failures");
        foreach (var failure in summary.Failures)
        {
            json.WriteStartObject();
            json.WriteString("reason", ReasonNames.Of(failure.Reason));
            if (failure.Status > 0) json.WriteNumber("status", failure.Status);
            json.WriteNumber("count", failure.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        to.Write("\n"u8);
    }
}
