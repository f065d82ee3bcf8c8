namespace Swarm.Domain.Frontier;

/// <summary>A condition on ledger rows, such as <c>reason=timeout or status in (429,503)</c>.</summary>
public abstract record LedgerFilter;
