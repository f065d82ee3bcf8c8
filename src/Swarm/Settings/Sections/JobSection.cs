namespace Swarm.Settings.Sections;

/// <summary><c>job { }</c>: what <c>swarm run</c> fetches, and where to.</summary>
static class JobSection
{
    static readonly Choices Formats = new("auto", "plain", "aria2", "jsonl", "csv", "checksums");

    public static JobOptions Read(Section s, JobOptions preset)
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
        };
        if (read.Format == "checksums" && read.Base is null)
            s.Fault("format", "lists of checksums name files only: base = the URL of their folder");
        return read;
    }
}
