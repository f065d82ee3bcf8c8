namespace Swarm.EndToEnd.Tests;

/// <summary>How often a program is killed: a third of what is promised, so that the suite stays short; all of it where SWARM_FULL=1 asks for that.</summary>
static class Lives
{
    public static int Of(int all) => Environment.GetEnvironmentVariable("SWARM_FULL") == "1" ? all : (all + 2) / 3;
}
