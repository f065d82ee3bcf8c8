using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Swarm.TestSupport;

namespace Swarm.Actors.Tests;

/// <summary>
/// The public members of the runtime are those of a list; run on Akka.NET itself, each of the list must be there: so it can't grow what Akka lacks.
/// After a change that is meant, the list is what the failing test has written beside its assembly.
/// </summary>
public sealed class SurfaceSpecs
{
    const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Theory]
    [InlineData("Swarm.Actors", typeof(ActorSystem))]
    [InlineData("Swarm.Actors.TestKit", typeof(Akka.TestKit.TestKitBase))]
    public void The_public_members_are_those_of_the_list(string project, Type anchor)
    {
        var list = Path.Combine(Fixtures.RepoRoot, "src", project, "PublicSurface.txt");
        var expected = File.Exists(list) ? File.ReadAllLines(list) : [];
        if (anchor.Assembly.GetName().Name != project)
        {
            Assert.Equal("", string.Join('\n', LackedByAkka(expected)));
            return;
        }
        var actual = anchor.Assembly.GetExportedTypes().SelectMany(Members).Order(StringComparer.Ordinal).ToArray();
        if (!actual.SequenceEqual(expected))
            File.WriteAllLines(Path.Combine(AppContext.BaseDirectory, project + ".PublicSurface.txt"), actual);
        Assert.Equal(expected, actual);
    }

    static IEnumerable<string> LackedByAkka(string[] list)
    {
        Type[] assemblies = [typeof(ActorSystem), typeof(Akka.TestKit.TestKitBase), typeof(Akka.TestKit.Xunit2.TestKit)];
        var types = assemblies.SelectMany(a => a.Assembly.GetExportedTypes());
        var members = types.SelectMany(t => Members(t).SelectMany(WithEachBase).Concat(Inherited(t))).ToHashSet();
        return list.Where(line => !WithEachBase(line).All(members.Contains));
    }

    static IEnumerable<string> Inherited(Type type)
    {
        for (var above = type.BaseType; above is not null; above = above.BaseType)
            foreach (var member in above.GetMembers(Declared))
                if (Signature(member) is { } signature)
                    yield return $"{Name(type)}  {signature}";
    }

    /// <summary>"Type : A, B" as "Type : A" and "Type : B"; any other line as it is.</summary>
    static IEnumerable<string> WithEachBase(string line)
    {
        var colon = line.IndexOf(" : ", StringComparison.Ordinal);
        if (line.Contains("  ", StringComparison.Ordinal) || colon < 0)
            return [line];
        return line[(colon + 3)..].Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(b => line[..colon] + " : " + b).Append(line[..colon]);
    }

    static IEnumerable<string> Members(Type type)
    {
        var bases = new[] { type.BaseType }.Concat(type.GetInterfaces()).OfType<Type>()
            .Where(t => t.IsVisible && t != typeof(object)).Select(Name).Order(StringComparer.Ordinal);
        yield return $"{Name(type)} : {string.Join(", ", bases)}";
        if (type.IsEnum || type.IsSubclassOf(typeof(Delegate)))
            yield break;
        foreach (var member in type.GetMembers(Declared))
            if (Signature(member) is { } signature)
                yield return $"{Name(type)}  {signature}";
    }

    static string? Signature(MemberInfo member) => member switch
    {
        ConstructorInfo c when IsVisible(c) => $".ctor({Parameters(c)})",
        MethodInfo m when IsVisible(m) && (!m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal)) =>
            $"{m.Name}{Generic(m)}({Parameters(m)}) : {Name(m.ReturnType)}",
        PropertyInfo p when p.GetAccessors(nonPublic: true).Any(IsVisible) =>
            $"{p.Name} {{ {string.Join(' ', p.GetAccessors(nonPublic: true).Where(IsVisible).Select(a => a.Name[..3] + ";"))} }} : {Name(p.PropertyType)}",
        FieldInfo f when f.IsPublic || f.IsFamily => $"{f.Name} : {Name(f.FieldType)}",
        _ => null,
    };

    static bool IsVisible(MethodBase method) => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly)
        && !method.IsDefined(typeof(CompilerGeneratedAttribute)) | method.IsSpecialName;

    static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p =>
        $"{Name(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? " = default" : "")}"));

    static string Generic(MethodInfo method) =>
        method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : "";

    static string Name(Type type)
    {
        if (type.IsGenericParameter)
            return type.Name;
        if (type.IsArray)
            return Name(type.GetElementType()!) + "[]";
        if (type.IsByRef)
            return Name(type.GetElementType()!);
        if (!type.IsGenericType)
            return type.FullName!.Replace('+', '.');
        var name = type.FullName ?? type.Namespace + "." + type.Name;
        name = name.Split('`')[0].Replace('+', '.');
        return string.Create(CultureInfo.InvariantCulture, $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>");
    }
}
