using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Swarm.Structure.Tests;

/// <summary>Small files, small methods.</summary>
public sealed class SizeTests
{
    const int LongestFile = 300, UsualFile = 150, MedianFile = 60, LongestMethod = 60, UsualMethod = 25;

    [Fact]
    public void No_file_is_longer_than_300_lines() => Offences.None(
        "No file over 300 lines:",
        from file in Repository.Sources
        where file.Lines.Length > LongestFile
        select $"{file.Path}:{file.Lines.Length} lines");

    [Fact]
    public void Nine_files_of_ten_have_150_lines_or_fewer() => Assert.True(
        Share(Repository.Program.Select(f => f.Lines.Length), UsualFile) >= 0.9, Longest(Repository.Program.Select(f => (f.Path, f.Lines.Length))));

    [Fact]
    public void Half_of_all_files_have_60_lines_or_fewer() => Assert.True(
        Share(Repository.Program.Select(f => f.Lines.Length), MedianFile) >= 0.5, Median());

    [Fact]
    public void No_method_is_longer_than_60_lines() => Offences.None(
        "No method over 60 lines:",
        from method in Methods(Repository.Sources)
        where method.Lines > LongestMethod
        select $"{method.Place} {method.Lines} lines");

    [Fact]
    public void Nineteen_methods_of_twenty_have_25_lines_or_fewer()
    {
        var methods = Methods(Repository.Program).ToList();
        Assert.True(Share(methods.Select(m => m.Lines), UsualMethod) >= 0.95, Longest(methods));
    }

    static string Median()
    {
        var sizes = Repository.Program.Select(f => f.Lines.Length).Order().ToList();
        return $"The median of {sizes.Count} files is {sizes[sizes.Count / 2]} lines. " + Longest(Repository.Program.Select(f => (f.Path, f.Lines.Length)));
    }

    static double Share(IEnumerable<int> sizes, int most) => sizes.Select(s => s <= most ? 1.0 : 0.0).Average();

    static string Longest(IEnumerable<(string Place, int Lines)> sizes) =>
        "The longest:\n  " + string.Join("\n  ", sizes.OrderByDescending(s => s.Lines).Take(40).Select(s => $"{s.Place} {s.Lines} lines"));

    static IEnumerable<(string Place, int Lines)> Methods(IEnumerable<SourceFile> files) =>
        from file in files
        from node in file.All<SyntaxNode>()
        where node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax
        let lines = node.SyntaxTree.GetText().Lines
        select (file.At(node), lines.IndexOf(node.Span.End) - lines.IndexOf(WithoutAttributes(node)) + 1);

    /// <summary>A theory's rows are data, not code.</summary>
    static int WithoutAttributes(SyntaxNode method) =>
        method.ChildNodes().OfType<AttributeListSyntax>().LastOrDefault() is { } last ? last.GetLastToken().GetNextToken().SpanStart : method.SpanStart;
}
