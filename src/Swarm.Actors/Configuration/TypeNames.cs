namespace Akka.Configuration;

/// <summary>Types as settings name them: "Type, Assembly", or by name alone, for what is in Akka.NET's own assembly there and in ours here.</summary>
static class TypeNames
{
    public static Type? Find(string name)
    {
        var alone = Alone(name);
        return Type.GetType(name) ?? AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetType(alone)).FirstOrDefault(t => t is not null);
    }

    /// <summary>Without its assembly.</summary>
    public static string Alone(string name) => name.Split(',')[0].Trim();
}
