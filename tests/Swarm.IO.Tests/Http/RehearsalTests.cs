using Swarm.IO.Http;

namespace Swarm.IO.Tests.Http;

public sealed class RehearsalTests
{
    [Fact]
    public async Task A_rehearsal_comes_to_its_end_by_itself() => await Rehearsal.PlayAsync(TimeProvider.System);
}
