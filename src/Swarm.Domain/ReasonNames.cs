namespace Swarm.Domain;

/// <summary>The closed list's names as users write and read them: <c>timeout</c>, <c>disk-full</c> …</summary>
public static class ReasonNames
{
    static readonly string[] Names = [.. Enum.GetNames<Reason>().Select(Dashed)];

    public static IReadOnlyList<string> All => Names;

    public static string Of(Reason reason) => Names[(int)reason];

    public static bool TryParse(string name, out Reason reason)
    {
        var index = Array.FindIndex(Names, n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase));
        reason = (Reason)Math.Max(0, index);
        return index >= 0;
    }

    static string Dashed(string name) => string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? "-" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));
}
