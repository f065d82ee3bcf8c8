namespace Swarm.Hocon;

internal static class HoconKinds
{
    public static string Describe(this HoconKind kind) => kind switch
    {
        HoconKind.Object => "an object",
        HoconKind.Array => "an array",
        HoconKind.String => "a string",
        HoconKind.Number => "a number",
        HoconKind.Bool => "a boolean",
        _ => "null",
    };
}
