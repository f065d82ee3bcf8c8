using Swarm.Domain.Frontier;
using Swarm.IO.State.Sqlite;

namespace Swarm.IO.State;

sealed class FilterSql(LedgerFilter filter)
{
    public string Text { get; } = "1";

    public void Bind(Statement statement, int first) => _ = (statement, first, filter);
}
