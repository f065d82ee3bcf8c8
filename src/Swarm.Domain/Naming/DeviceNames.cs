namespace Swarm.Domain.Naming;

/// <summary>Names that mean a device on Windows, whatever their case and extension (learn.microsoft.com, "Naming Files, Paths, and Namespaces").</summary>
static class DeviceNames
{
    public static bool Has(ReadOnlySpan<char> name)
    {
        var dot = name.IndexOf('.');
        var stem = (dot < 0 ? name : name[..dot]).TrimEnd(' ');
        return stem.Length switch
        {
            3 => Is(stem, "CON") || Is(stem, "PRN") || Is(stem, "AUX") || Is(stem, "NUL"),
            4 => (Is(stem[..3], "COM") || Is(stem[..3], "LPT")) && stem[3] is (>= '0' and <= '9') or '¹' or '²' or '³',
            6 => Is(stem, "CONIN$") || Is(stem, "CLOCK$"),
            7 => Is(stem, "CONOUT$"),
            _ => false,
        };
    }

    static bool Is(ReadOnlySpan<char> stem, string device) => stem.Equals(device, StringComparison.OrdinalIgnoreCase);
}
