namespace Swarm.Domain.Naming;

/// <summary>Settles clashes between natural names so that the result depends on the set of URLs alone, never on their order.</summary>
public static class NameRules;
