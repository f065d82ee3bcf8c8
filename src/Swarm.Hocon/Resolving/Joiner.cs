namespace Swarm.Hocon.Resolving;

/// <summary>Puts values together: strings, arrays, objects. Bounds how large and deep they grow, shared parts counted each time.</summary>
internal sealed class Joiner
{
    const long MaxSize = 32 << 20;

    long _produced;

    /// <summary>A bound on depth that any reader of the tree can recurse to.</summary>
    public const int MaxDepth = 512;

    public HoconArray Array(HoconValue[] elements, HoconOrigin origin)
    {
        ProduceNodes(elements.Length, origin);
        return Check(new HoconArray(elements, origin));
    }

    public HoconArray Append(HoconValue? lower, HoconValue[] elements, HoconOrigin origin) =>
        Array(lower is null ? elements : [.. ElementsOf(lower, origin, "+="), .. elements], origin);

    /// <summary>The values of a concatenation, null where one is undefined; null when all are and no whitespace is between them.</summary>
    public HoconValue? Join(Concatenation concatenation, HoconValue?[] values)
    {
        HoconValue? first = null;
        var several = false;
        foreach (var value in values)
        {
            several |= first is not null && value is not null;
            first ??= value;
        }
        if (first is null)
            return HasGap(concatenation) ? JoinText(concatenation, values) : null;
        var list = System.Array.Exists(values, v => v is HoconArray);
        if (list || first is HoconObject)
            return several ? list ? JoinArrays(concatenation, values) : JoinObjects(concatenation, values) : first;
        return several || HasGap(concatenation) ? JoinText(concatenation, values) : first;
    }

    public HoconObject Merge(HoconObject upper, HoconObject lower)
    {
        var members = new MemberBuilder(upper.Count + lower.Count);
        AddAll(ref members, lower);
        ProduceNodes(upper.Count, upper.Origin);
        members.MergeAll(upper, this);
        return members.Build(upper.Origin);
    }

    public void AddAll(ref MemberBuilder members, HoconObject lower)
    {
        ProduceNodes(lower.Count, lower.Origin);
        members.AddAll(lower);
    }

    public static T Check<T>(T value)
        where T : HoconValue
    {
        if (value.Depth > MaxDepth)
            throw new HoconException(value.Origin, null, $"nested deeper than {MaxDepth} levels once substituted");
        if (value.Size > MaxSize)
            throw TooLarge(value.Origin);
        return value;
    }

    HoconScalar JoinText(Concatenation concatenation, HoconValue?[] values)
    {
        var texts = new string[values.Length];
        long length = 0;
        for (var i = 0; i < values.Length; i++)
        {
            texts[i] = (concatenation.Parts[i], values[i]) switch
            {
                (Gap gap, _) => gap.Text,
                (_, null) => "",
                (_, HoconScalar scalar) => scalar.Text,
                var (_, other) => throw Mixed(concatenation.Origin, other, "a string"),
            };
            length += texts[i].Length;
        }
        Produce(length, concatenation.Origin);
        return new HoconScalar(string.Concat(texts), HoconKind.String, concatenation.Origin);
    }

    HoconArray JoinArrays(Concatenation concatenation, HoconValue?[] values)
    {
        var elements = new List<HoconValue>();
        foreach (var value in values)
        {
            if (value is not null)
            {
                var more = ElementsOf(value, concatenation.Origin, "an array");
                ProduceNodes(more.Length, concatenation.Origin);
                elements.AddRange(more);
            }
        }
        return Check(new HoconArray([.. elements], concatenation.Origin));
    }

    HoconObject JoinObjects(Concatenation concatenation, HoconValue?[] values)
    {
        HoconObject? joined = null;
        foreach (var value in values)
        {
            if (value is null)
                continue;
            var next = value as HoconObject ?? throw Mixed(concatenation.Origin, value, "an object");
            joined = joined is null ? next : Merge(next, joined);
        }
        return joined!;
    }

    /// <summary>Those of an array, or of an object whose keys are indexes.</summary>
    static ReadOnlySpan<HoconValue> ElementsOf(HoconValue value, HoconOrigin origin, string with) => value switch
    {
        HoconArray array => array.Elements,
        HoconObject indexed when indexed.ToArray() is { } elements => elements,
        _ => throw Mixed(origin, value, with),
    };

    static bool HasGap(Concatenation concatenation)
    {
        foreach (var part in concatenation.Parts)
        {
            if (part is Gap)
                return true;
        }
        return false;
    }

    /// <summary>A node weighs more than a character.</summary>
    void ProduceNodes(long count, HoconOrigin origin) => Produce(count * 8, origin);

    void Produce(long size, HoconOrigin origin)
    {
        _produced += size;
        if (_produced > MaxSize)
            throw TooLarge(origin);
    }

    static HoconException TooLarge(HoconOrigin origin) =>
        new(origin, null, $"substitutions grow the value beyond {MaxSize} characters and nodes");

    static HoconException Mixed(HoconOrigin origin, HoconValue value, string with) =>
        new([origin, value.Origin], null, $"{value.Kind.Describe()} ({value.Origin}) can't be joined with {with}");
}
