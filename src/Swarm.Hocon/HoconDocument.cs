using Swarm.Hocon.Parsing;
using Swarm.Hocon.Resolving;

namespace Swarm.Hocon;

/// <summary>Parsed text with its includes, substitutions still open; immutable, so that it can be resolved more than once.</summary>
public sealed class HoconDocument
{
    readonly INode[] _roots;
    readonly int _maxDepth;

    HoconDocument(INode[] roots, int maxDepth) => (_roots, _maxDepth) = (roots, maxDepth);

    /// <summary>Reads a .conf, .json or .properties file.</summary>
    public static HoconDocument ParseFile(string path, HoconParseOptions? options = null)
    {
        options ??= HoconParseOptions.Default;
        return new HoconDocument([new FileLoader(options).Read(path)], options.MaxDepth);
    }

    /// <summary>Parses text that has no directory: files that it includes do not exist.</summary>
    public static HoconDocument ParseText(string text, string originName = "text", HoconParseOptions? options = null)
    {
        options ??= HoconParseOptions.Default;
        return new HoconDocument([Parser.Parse(text, originName, options, new FileLoader(options))], options.MaxDepth);
    }

    /// <summary>One text at a path, taken as it stands: neither parsed nor substituted.</summary>
    /// <param name="path">A path expression.</param>
    /// <param name="text">The value.</param>
    /// <param name="originName">Where the text comes from, such as an option of a command line.</param>
    /// <param name="append">Add it to the list that the documents below hold there.</param>
    public static HoconDocument OfText(string path, string text, string originName, bool append = false)
    {
        var origin = HoconOrigin.Named(originName);
        var root = new ObjectSyntax(origin);
        root.Fields.Add(new FieldSyntax(HoconPath.Parse(path), new HoconScalar(text, HoconKind.String, origin), append));
        return new HoconDocument([root], HoconParseOptions.Default.MaxDepth);
    }

    /// <summary>This document above another one, as if the other's text stood before this one's.</summary>
    public HoconDocument WithFallback(HoconDocument other) =>
        new([.. other._roots, .. _roots], Math.Max(_maxDepth, other._maxDepth));

    /// <summary>The root object, all substitutions replaced; the environment is asked only through the function handed in.</summary>
    public HoconObject Resolve(Func<string, string?>? environment = null) =>
        ResolveValue(environment) is HoconObject root
            ? root
            : throw new HoconException(_roots[^1].Origin, null, "the root is an array, not an object");

    public HoconObject Resolve(IReadOnlyDictionary<string, string> environment) =>
        Resolve(environment.GetValueOrDefault);

    /// <summary>The root value, which may be an array.</summary>
    public HoconValue ResolveValue(Func<string, string?>? environment = null)
    {
        environment ??= static _ => null;
        var composer = new Composer(_maxDepth);
        if (_roots[^1] is ArrayNode array)
            return new Resolver(composer.Root, environment).Resolve(composer.Compose(array));
        foreach (var root in _roots)
        {
            if (root is ObjectSyntax fields)
                composer.Add(fields);
        }
        return new Resolver(composer.Root, environment).Resolve();
    }
}
