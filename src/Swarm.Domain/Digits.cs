using System.Globalization;

namespace Swarm.Domain;

/// <summary>1*DIGIT as HTTP's fields have it: no sign, no space, and no more than 63 bits.</summary>
static class Digits
{
    public static bool TryParse(ReadOnlySpan<char> text, out long number)
    {
        number = 0;

        // The framework's parser lets NULs pass at the end.
        return !text.ContainsAnyExceptInRange('0', '9') && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
