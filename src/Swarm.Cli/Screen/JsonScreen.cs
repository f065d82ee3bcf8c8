using System.Buffers;
using System.Text.Json;
using Swarm.Domain;
using Swarm.Engine.Coordination;
using Swarm.Engine.Reporting;

namespace Swarm.Cli.Screen;

/// <summary>Events as JSON lines on standard output, for programs.</summary>
sealed class JsonScreen(Stream to, TimeProvider time) : IScreen
{
    static readonly TimeSpan ProgressPace = TimeSpan.FromSeconds(1);

    readonly Dictionary<long, long> _told = []; // when each object in flight was last told of
    readonly ArrayBufferWriter<byte> _line = new();

    public void Begin()
    {
    }

    public void OnFact(JobFact fact)
    {
        switch (fact)
        {
            case JobBegan began: Write("began", w => Counts(w, began.Counts)); break;
            case LineFaulty { Fault: var fault }: Write("faulty-line", w => Place(w, fault)); break;
            case OutcomesStored stored: WriteEnds(stored); break;
            case TryingAgain again: Write("retry", w => Again(w, again)); break;
            case TransferProgressed progressed: WriteProgress(progressed); break;
            case FileRenamed { Move: var move }: Write("renamed", w => { w.WriteString("from", move.From); w.WriteString("to", move.To); }); break;
            case JobStopping: Write("stopping", _ => { }); break;
        }

        to.Flush();
    }

    public ValueTask EndAsync(JobEnded ended)
    {
        Write("ended", w =>
        {
            Counts(w, ended.Counts);
            w.WriteBoolean("stopped", ended.Stopped);
            w.WriteNumber("faults", ended.Faults);
            w.WriteNumber("duplicates", ended.Duplicates);
            if (ended.Failure is { } failure) Failed(w, failure);
        });
        return new ValueTask(to.FlushAsync());
    }

    public ValueTask DisposeAsync() => default;

    /// <summary>Once a second at most of each.</summary>
    void WriteProgress(TransferProgressed progressed)
    {
        if (_told.TryGetValue(progressed.Id, out var last) && time.GetElapsedTime(last) < ProgressPace) return;
        _told[progressed.Id] = time.GetTimestamp();
        Write("progress", w =>
        {
            w.WriteString("url", progressed.Url.Href);
            w.WriteNumber("done", progressed.Done);
            w.WriteNumber("total", progressed.Total);
            w.WriteNumber("resumed", progressed.Resumed);
            w.WriteNumber("connections", progressed.Connections);
        });
    }

    static string NameOf(OutcomeKind kind) => kind switch
    {
        OutcomeKind.Done => "done",
        OutcomeKind.Failed => "failed",
        OutcomeKind.Skipped => "skipped",
        OutcomeKind.Moved => "moved",
        _ => "not-modified",
    };

    void WriteEnds(OutcomesStored stored)
    {
        foreach (var (lease, outcome) in stored.Ends)
        {
            _told.Remove(lease.Id);
            Write(NameOf(outcome.Kind), w =>
            {
                w.WriteString("url", lease.Bundle.Url.Href);
                if (lease.Bundle.Address is { } address) w.WriteString("address", address.ToString());
                if (lease.Bundle.Upload is { } source) w.WriteString("from", source);
                if (outcome.Status > 0) w.WriteNumber("status", outcome.Status);
                if (outcome.File is { } file) w.WriteString("file", file);
                w.WriteNumber("length", outcome.Length);
                w.WriteNumber("attempts", outcome.Attempts);
                w.WriteNumber("elapsed_ms", Math.Round(outcome.Elapsed.TotalMilliseconds, 1));
                if (outcome.Digest is { } digest) w.WriteString("digest", digest);
                if (outcome.FinalUrl is { } final) w.WriteString("final_url", final.Href);
                if (outcome.Failure is { } failure) Failed(w, failure);
                if (lease.Bundle.Info is { } info) w.WriteString("info", info);
            });
        }
    }

    void Write(string name, Action<Utf8JsonWriter> members)
    {
        _line.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_line))
        {
            writer.WriteStartObject();
            writer.WriteString("event", name);
            members(writer);
            writer.WriteEndObject();
        }

        _line.Write("\n"u8);
        to.Write(_line.WrittenSpan);
    }

    static void Counts(Utf8JsonWriter w, Domain.Frontier.FrontierCounts counts)
    {
        w.WriteNumber("done", counts.Done);
        w.WriteNumber("failed", counts.Failed);
        w.WriteNumber("open", counts.Open);
        w.WriteNumber("bytes", counts.Bytes);
    }

    static void Place(Utf8JsonWriter w, Domain.Lists.ListFault fault)
    {
        w.WriteString("list", fault.Source);
        w.WriteNumber("line", fault.Line);
        w.WriteString("detail", fault.Message);
    }

    static void Again(Utf8JsonWriter w, TryingAgain again)
    {
        w.WriteString("url", again.Bundle.Url.Href);
        w.WriteNumber("attempts", again.Attempts);
        w.WriteNumber("after_ms", Math.Round(again.After.TotalMilliseconds));
        Failed(w, again.Failure);
    }

    static void Failed(Utf8JsonWriter w, Failure failure)
    {
        w.WriteString("reason", ReasonNames.Of(failure.Reason));
        w.WriteString("stage", failure.Stage.ToString().ToLowerInvariant());
        w.WriteString("detail", failure.Detail);
    }
}
