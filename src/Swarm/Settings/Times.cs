using Swarm.Hocon;

namespace Swarm.Settings;

/// <summary>Times as options give them: <c>15m</c>, <c>1h</c>, <c>7d</c>, as in HOCON.</summary>
public static class Times
{
    /// <exception cref="FormatException">It is no time, or has no unit.</exception>
    public static TimeSpan Parse(string text)
    {
        try
        {
            if (text.Length > 0 && char.IsLetter(text[^1])) return HoconDocument.OfText("time", text, "", false).Resolve()["time"].AsDuration();
        }
        catch (HoconException)
        {
            // Said below.
        }

        throw new FormatException($"'{text}' is no time: write it like 30s, 15m, 1h or 7d");
    }
}
