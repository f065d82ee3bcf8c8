using System.Globalization;
using System.Text.Json;
using Swarm.Domain;
using Swarm.Mirrors.Checking;

namespace Swarm.Cli.Screen;

/// <summary>What is wrong with a mirror, as lines for people and for programs.</summary>
static class FindingLines
{
    const int Longest = 500;

    public static string Text(Finding finding)
    {
        var place = finding.Place is { } at ? $" {at}" : "";
        return $"{Word(finding)}: {SafeText.Of(finding.File, Longest)}:{SafeText.Of(place)} {SafeText.Of(finding.Target, Longest)}: {SafeText.Of(finding.Why, Longest)}";
    }

    public static string Text(CheckSummary sum)
    {
        var holes = sum.Holes == 0 ? "no hole" : $"{Units.Count(sum.Holes)} hole{(sum.Holes == 1 ? "" : "s")}, {(sum.Unexplained == 0 ? "each for a reason" : Units.Count(sum.Unexplained) + " without a reason")}";
        var anchors = sum.Anchors == 0 ? "" : $"; {Units.Count(sum.Anchors)} lead to a place that is not in its file";
        return $"checked {Units.Count(sum.Pages)} pages, {Units.Count(sum.References)} references: {Percent(sum.Score)} sound, {holes}{anchors}";
    }

    public static void Write(Utf8JsonWriter json, Finding finding)
    {
        json.WriteString("finding", finding.Kind.ToString().ToLowerInvariant());
        json.WriteString("file", finding.File);
        if (finding.Place is { } place) json.WriteString("place", place);
        json.WriteString("target", finding.Target);
        json.WriteString("why", finding.Why);
        json.WriteBoolean("explained", finding.IsExplained);
    }

    public static void Write(Utf8JsonWriter json, CheckSummary sum)
    {
        json.WriteNumber("score", Math.Round(sum.Score, 6));
        json.WriteNumber("pages", sum.Pages);
        json.WriteNumber("references", sum.References);
        json.WriteNumber("sound", sum.Sound);
        json.WriteNumber("holes", sum.Holes);
        json.WriteNumber("unexplained", sum.Unexplained);
        json.WriteNumber("anchors", sum.Anchors);
    }

    static string Word(Finding finding) => finding.Kind == FindingKind.Anchor ? "no such place" : finding.IsExplained ? "hole with a reason" : "hole";

    /// <summary>Never rounded up to a whole that it is not.</summary>
    static string Percent(double share) => (Math.Floor(share * 10_000) / 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";
}
