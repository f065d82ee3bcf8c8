namespace Swarm.TestSupport.Servers;

/// <summary>The program as users run it: the build of the same configuration as the tests', or the one that <c>SWARM_PROGRAM</c> names (a published binary or its <c>.dll</c>).</summary>
public static class SwarmProgram
{
    static readonly string Program = Environment.GetEnvironmentVariable("SWARM_PROGRAM") is { Length: > 0 } named
        ? named
        : Built.Assembly("src/Swarm.Cli", "swarm");

    public static Command Start(params string[] arguments) => Start(new Dictionary<string, string>(), arguments);

    public static Command Start(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Command.Start(CommandLine[0], [.. CommandLine.Skip(1), .. arguments], environment: environment);

    public static Task<CommandResult> RunAsync(params string[] arguments) => RunAsync(null, arguments);

    public static async Task<CommandResult> RunAsync(TimeSpan? limit, params string[] arguments)
    {
        await using var program = Start(arguments);
        return await program.EndAsync(limit);
    }

    /// <summary>What to put behind another program, such as strace, to run it.</summary>
    public static IReadOnlyList<string> CommandLine { get; } =
        Program.EndsWith(".dll", StringComparison.Ordinal) ? [Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", Program] : [Program];
}
