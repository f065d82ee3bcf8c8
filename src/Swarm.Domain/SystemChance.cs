namespace Swarm.Domain;

/// <summary>
/// Chance from the operating system's source, fit for what nobody must guess. Taken by way of <see cref="Guid.NewGuid"/>, which asks that source
/// itself: the cryptography library, whose loading takes a start some ten milliseconds, is for those who encrypt.
/// </summary>
public static class SystemChance
{
    /// <summary>A seed, from 0 up.</summary>
    public static int Seed() => BitConverter.ToInt32(Guid.NewGuid().ToByteArray(), 12) & int.MaxValue;

    /// <summary>Twelve hexadecimal digits: 48 bits.</summary>
    public static string Tag() => Guid.NewGuid().ToString("n")[..12];
}
