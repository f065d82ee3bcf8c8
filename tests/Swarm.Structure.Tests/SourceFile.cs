using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Swarm.Structure.Tests;

/// <summary>One C# file: text, lines and syntax.</summary>
sealed class SourceFile
{
    readonly SyntaxNode[] _nodes;

    public SourceFile(string path)
    {
        Path = path;
        Text = File.ReadAllText(Repository.Full(path));
        Lines = Text.TrimEnd('\n').Split('\n');
        var syntax = CSharpSyntaxTree.ParseText(Text, new CSharpParseOptions(LanguageVersion.Preview)).GetCompilationUnitRoot();
        _nodes = [.. syntax.DescendantNodes()];
    }

    public string Path { get; }

    public string Text { get; }

    public string[] Lines { get; }

    /// <summary>The project's folder: <c>Swarm.Engine</c>.</summary>
    public string Room => Path.Split('/')[1];

    /// <summary>The feature's folder directly below the room, or empty for files in the room itself.</summary>
    public string Folder => Path.Split('/') is { Length: > 3 } parts ? parts[2] : "";

    public string At(SyntaxNode node) => $"{Path}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    /// <summary>It has a documentation comment, or another file's part of it has.</summary>
    public bool IsPartOfDocumented(TypeDeclarationSyntax type) =>
        type.Identifier.Text is var name && (Documented(type) || Repository.Program
            .Where(f => f.Room == Room && f.Folder == Folder)
            .SelectMany(f => f.All<TypeDeclarationSyntax>())
            .Any(other => other.Identifier.Text == name && Documented(other)));

    static bool Documented(SyntaxNode type) => type.GetLeadingTrivia().ToFullString().Contains("///", StringComparison.Ordinal);

    public IEnumerable<T> All<T>()
        where T : SyntaxNode => _nodes.OfType<T>();
}
