namespace Swarm.Structure.Tests;

static class Offences
{
    /// <summary>Fails with every offender, one a line, under the rule they break.</summary>
    public static void None(string rule, IEnumerable<string> offenders)
    {
        var found = offenders.Distinct(StringComparer.Ordinal).ToList();
        if (found.Count > 0) Assert.Fail($"{rule}{Environment.NewLine}  {string.Join(Environment.NewLine + "  ", found)}");
    }
}
