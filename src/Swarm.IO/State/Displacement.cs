namespace Swarm.IO.State;

/// <summary>A bundle that has to give its name up.</summary>
readonly record struct Displacement(long Id, string From, string To);
