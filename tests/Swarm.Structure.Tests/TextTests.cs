using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Swarm.Structure.Tests;

/// <summary>What must not be written down anywhere.</summary>
public sealed partial class TextTests
{
    /// <summary>The only file that has to name what is refused.</summary>
    const string Own = "tests/Swarm.Structure.Tests/TextTests.cs";

    [Fact]
    public void No_warning_is_suppressed() => Report("Obey a rule or switch it off in config/analyzers with a reason:", Repository.Bound, Suppression());

    [Fact]
    public void No_code_is_conditional() => Report("No #if outside of the actor runtime:", Repository.Bound, Conditional());

    [Fact]
    public void Nothing_is_left_for_later() => Report("Write it, or leave it out:", Repository.Sources, Later());

    [Fact]
    public void Nothing_is_fenced_off_or_empty() => Report("No regions, no banners, no empty documentation:", Repository.Sources, Banner());

    [Fact]
    public void No_method_is_a_promise() => Offences.None(
        "No NotImplementedException:",
        from file in Repository.Sources
        from name in file.All<IdentifierNameSyntax>()
        where name.Identifier.Text == nameof(NotImplementedException) && file.Path != Own
        select file.At(name));

    [Fact]
    public void No_machine_is_named() => ReportText("A clone knows no machine's folders:", MachinePath());

    [Fact]
    public void No_package_registry_is_named() => ReportText("Where packages come from is the machine's business:", Registry());

    [Fact]
    public void The_text_is_about_the_product() => ReportText("How the work is organised is not for the reader:", Organisation());

    [Fact]
    public void Public_classes_and_ports_say_their_duty() => Offences.None(
        "A public class or interface has a summary:",
        from file in Repository.Bound
        where file.Path.StartsWith("src/", StringComparison.Ordinal)
        from type in file.All<TypeDeclarationSyntax>()
        where type is ClassDeclarationSyntax or InterfaceDeclarationSyntax && type.Parent is BaseNamespaceDeclarationSyntax
        where type.Modifiers.Any(m => m.Text == "public") && !file.IsPartOfDocumented(type)
        select $"{file.At(type)} {type.Identifier.Text}");

    static void Report(string rule, IEnumerable<SourceFile> files, Regex refused) => Offences.None(
        rule, files.Where(f => f.Path != Own).SelectMany(f => Hits(f.Path, f.Lines, refused)));

    static void ReportText(string rule, Regex refused) => Offences.None(
        rule, Repository.TextFiles.Where(f => f != Own).SelectMany(f => Hits(f, File.ReadAllLines(Repository.Full(f)), refused)));

    static IEnumerable<string> Hits(string path, string[] lines, Regex refused) =>
        from line in lines.Index()
        where refused.IsMatch(line.Item)
        select $"{path}:{line.Index + 1} {line.Item.Trim()}";

    [GeneratedRegex(@"#pragma\s+warning\s+disable|\[(assembly:\s*)?(Unconditional)?SuppressMessage|#nullable\s+disable", RegexOptions.ExplicitCapture)]
    private static partial Regex Suppression();

    [GeneratedRegex(@"^\s*#(if|elif|else)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Conditional();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX|TBD)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Later();

    [GeneratedRegex(@"^\s*#region|^\s*//\s*[-=*#]{4,}|<summary>\s*</summary>")]
    private static partial Regex Banner();

    [GeneratedRegex(@"(?<![\w.])/(work/|home/(?!me\b)\w+|Users/\w+|root/\w+|tmp/swarm-)|\b[A-Z]:\\+Users\\", RegexOptions.ExplicitCapture)]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"\b(api\.nuget\.org|pkgs\.dev\.azure|nuget\.pkg\.github|artifactory|jfrog|registry\.npmjs|proxy\.golang|pypi\.org)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Registry();

    [GeneratedRegex(@"\b(worktree|sub-?agent|(in|by|for) (this|an?other) (session|helper)|(see|for|in) issue \d|AI[- ](generated|assisted|written))\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Organisation();
}
