namespace Swarm.Settings.Sections;

/// <summary><c>job { }</c>: what <c>swarm run</c> fetches, and where to.</summary>
static class JobSection
{
    static readonly Choices Formats = new("auto", "plain", "aria2", "jsonl", "csv", "checksums");

    /// <param name="s">The section.</param>
    /// <param name="preset">What holds where nothing is given.</param>
    /// <param name="settings">What is said of files and of their verification, for what can't go together.</param>
    public static JobOptions Read(Section s, JobOptions preset, SwarmSettings settings)
    {
        var read = preset with
        {
            Urls = s.Texts("urls", preset.Urls),
            Input = s.Paths("input", preset.Input),
            Format = s.Choice("format", preset.Format, Formats),
            Base = s.TextOrNull("base", preset.Base),
            Glob = s.Flag("glob", preset.Glob),
            Strict = s.Flag("strict", preset.Strict),
            Output = s.PathOrNull("output", preset.Output),
            Report = s.PathOrNull("report", preset.Report),
            RetryFailed = s.Flag("retry-failed", preset.RetryFailed),
            Range = s.Range("range", preset.Range),
        };
        if (read.Format == "checksums" && read.Base is null)
            s.Fault("format", "lists of checksums name files only: base = the URL of their folder");
        if (read.Range is not null) CheckRange(s, settings);
        return read;
    }

    static void CheckRange(Section s, SwarmSettings settings)
    {
        if (settings.Writing.IfModified)
            s.Fault("range", "a part can't be asked for together with writing.if-modified, which is about whole files: choose one");
        if (settings.Segments.Sidecar is not null)
            s.Fault("range", "a part has another digest than the whole, which segments.sidecar would ask for: choose one");
    }
}
