using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Swarm.Structure.Tests;

/// <summary>A suffix tells the kind.</summary>
public sealed class SuffixTests
{
    static readonly string[] ActorBases = ["ReceiveActor", "UntypedActor", "ActorBase"];
    static readonly string[] Pure = ["Plan", "Rules", "Policy", "State"];

    [Fact]
    public void An_Actor_is_an_actor_and_only_an_actor_is_called_one() => Offences.None(
        "*Actor runs concurrently:",
        from type in Types<ClassDeclarationSyntax>(Repository.Bound.Where(f => f.Path.StartsWith("src/", StringComparison.Ordinal)))
        where !type.Node.Modifiers.Any(SyntaxKind.PartialKeyword) || type.Node.BaseList is not null
        let isActor = type.Node.BaseList?.Types.Any(t => ActorBases.Contains(t.Type.ToString())) ?? false
        where isActor != type.Name.EndsWith("Actor", StringComparison.Ordinal)
        select $"{type.Place} {type.Name}");

    [Fact]
    public void A_Protocol_holds_sealed_messages() => Offences.None(
        "*Protocol.cs holds sealed records, enums and interfaces:",
        from type in Types<BaseTypeDeclarationSyntax>(Repository.Bound.Where(f => f.Path.EndsWith("Protocol.cs", StringComparison.Ordinal)))
        let isMessage = type.Node is EnumDeclarationSyntax or InterfaceDeclarationSyntax
            || (type.Node is RecordDeclarationSyntax && (type.Node.Modifiers.Any(SyntaxKind.SealedKeyword) || type.Node.Modifiers.Any(SyntaxKind.AbstractKeyword)
                || type.Node.IsKind(SyntaxKind.RecordStructDeclaration)))
        where !isMessage
        select $"{type.Place} {type.Name}");

    [Fact]
    public void Options_are_immutable_records() => Offences.None(
        "*Options is a record without setters:",
        from type in Types<TypeDeclarationSyntax>(Repository.Program)
        where type.Name.EndsWith("Options", StringComparison.Ordinal) && type.Node is not InterfaceDeclarationSyntax
        where type.Node is not RecordDeclarationSyntax
            || type.Node.Members.OfType<PropertyDeclarationSyntax>().Any(p => p.AccessorList?.Accessors.Any(SyntaxKind.SetAccessorDeclaration) ?? false)
        select $"{type.Place} {type.Name}");

    [Fact]
    public void Plans_rules_policies_and_states_wait_for_nothing() => Offences.None(
        "*Plan, *Rules, *Policy and *State decide; they do not wait:",
        from type in Types<TypeDeclarationSyntax>(Repository.Bound)
        where Pure.Any(p => type.Name.EndsWith(p, StringComparison.Ordinal)) && type.Node.DescendantNodes().OfType<AwaitExpressionSyntax>().Any()
        select $"{type.Place} {type.Name}");

    [Fact]
    public void A_port_begins_with_I_and_nothing_else_does() => Offences.None(
        "I* is an interface:",
        from type in Types<TypeDeclarationSyntax>(Repository.Program)
        let looksIt = type.Name is ['I', >= 'A' and <= 'Z', >= 'a' and <= 'z', ..]
        where looksIt != type.Node is InterfaceDeclarationSyntax && !type.Name.StartsWith("IO", StringComparison.Ordinal)
        select $"{type.Place} {type.Name}");

    [Fact]
    public void A_Contract_is_a_suite_that_implementations_inherit() => Offences.None(
        "*Contract is an abstract class of tests:",
        from type in Types<ClassDeclarationSyntax>(Repository.Sources)
        where type.Name.EndsWith("Contract", StringComparison.Ordinal)
        where !type.Node.Modifiers.Any(SyntaxKind.AbstractKeyword) || !type.Place.StartsWith("tests/", StringComparison.Ordinal)
        select $"{type.Place} {type.Name}");

    static IEnumerable<(string Place, string Name, T Node)> Types<T>(IEnumerable<SourceFile> files)
        where T : BaseTypeDeclarationSyntax =>
        from file in files
        from node in file.All<T>()
        select (file.At(node), node.Identifier.Text, node);
}
