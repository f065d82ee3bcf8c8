namespace EachWithInfo;

/// <summary>Something of the caller's own: Swarm never looks into it.</summary>
sealed record Product(int Id, string Name, decimal Price);
