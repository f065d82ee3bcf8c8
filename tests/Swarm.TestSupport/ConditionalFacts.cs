using Xunit;

namespace Swarm.TestSupport;

/// <summary>A fact that is skipped, with a message, where its fixture is missing.</summary>
public sealed class FixtureFactAttribute : FactAttribute
{
    public FixtureFactAttribute(string fixture) => Skip = Missing.Fixture(fixture);
}

/// <summary>A theory that is skipped, with a message, where its fixture is missing.</summary>
public sealed class FixtureTheoryAttribute : TheoryAttribute
{
    public FixtureTheoryAttribute(string fixture) => Skip = Missing.Fixture(fixture);
}

/// <summary>A fact that is skipped, with a message, where a program it talks to is not installed.</summary>
public sealed class ProgramFactAttribute : FactAttribute
{
    public ProgramFactAttribute(params string[] programs) => Skip = Missing.Program(programs);
}

/// <summary>A fact that is skipped, with a message, where the kernel does not tell when packets arrived.</summary>
public sealed class ArrivalFactAttribute : FactAttribute
{
    public ArrivalFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "needs Linux: arrivals are told by its kernel";
}

/// <summary>Says why a test that needs something can't run, or null where it can.</summary>
public static class Missing
{
    public static string? Fixture(string relative) =>
        Fixtures.Exist(relative) ? null : $"needs ../shared/fixtures/{relative}, which is not beside this clone";

    public static string? Program(params string[] programs) =>
        Array.Find(programs, p => !OnPath(p)) is { } missing ? $"needs the program '{missing}', which is not on PATH" : null;

    static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin:/sbin").Split(':')
            .Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, program)));
}
