using Swarm.Tests.Objects.Cases;

namespace Swarm.Tests.Objects;

/// <summary>Each fault of a server, met by the whole library: the right bytes or a named failure, the file that was there before untouched by it, and the fault really hit.</summary>
public sealed class FaultTests
{
    static readonly Dictionary<string, ObjectCase> Ranges = ByName(RangeCases.All), Lies = ByName(LieCases.All), Breaks = ByName(BreakCases.All), Changes = ByName(ChangeCases.All),
        Statuses = ByName(StatusCases.All), Digests = ByName(DigestCases.All), Slow = ByName(SlowCases.All);

    public static TheoryData<string> RangeNames => [.. Ranges.Keys];

    public static TheoryData<string> LieNames => [.. Lies.Keys];

    public static TheoryData<string> BreakNames => [.. Breaks.Keys];

    public static TheoryData<string> ChangeNames => [.. Changes.Keys];

    public static TheoryData<string> StatusNames => [.. Statuses.Keys];

    public static TheoryData<string> DigestNames => [.. Digests.Keys];

    public static TheoryData<string> SlowNames => [.. Slow.Keys];

    [Theory, MemberData(nameof(RangeNames))]
    public Task Ranges_ignored_or_answered_otherwise(string name) => PlayAsync(Ranges[name]);

    [Theory, MemberData(nameof(LieNames))]
    public Task Parts_whose_head_lies(string name) => PlayAsync(Lies[name]);

    [Theory, MemberData(nameof(BreakNames))]
    public Task Bodies_that_break(string name) => PlayAsync(Breaks[name]);

    [Theory, MemberData(nameof(ChangeNames))]
    public Task Objects_that_change(string name) => PlayAsync(Changes[name]);

    [Theory, MemberData(nameof(StatusNames))]
    public Task Errors_waits_and_redirects(string name) => PlayAsync(Statuses[name]);

    [Theory, MemberData(nameof(DigestNames))]
    public Task Digests_and_codings(string name) => PlayAsync(Digests[name]);

    [Theory, MemberData(nameof(SlowNames))]
    public Task Servers_that_stand_still(string name) => PlayAsync(Slow[name]);

    static async Task PlayAsync(ObjectCase played)
    {
        await using var run = new ObjectRun(played);
        await run.PlayAsync();
        run.Check();
    }

    static Dictionary<string, ObjectCase> ByName(IEnumerable<ObjectCase> cases) => cases.ToDictionary(c => c.Name, StringComparer.Ordinal);
}
