using System.Globalization;
using System.Text;

namespace Swarm.IO.Lists.Globs;

/// <summary>One part of a pattern: so many texts, by their index.</summary>
abstract record GlobPart(long Count)
{
    internal abstract void Append(StringBuilder text, long index);
}

sealed record GlobText(string Text) : GlobPart(1)
{
    internal override void Append(StringBuilder text, long index) => text.Append(Text);
}

sealed record GlobSet(IReadOnlyList<string> Texts) : GlobPart(Texts.Count)
{
    internal override void Append(StringBuilder text, long index) => text.Append(Texts[(int)index]);
}

/// <param name="Width">Digits at least, zeros in front.</param>
sealed record GlobNumbers(long First, long Last, long Step, int Width) : GlobPart((Last - First) / Step + 1)
{
    internal override void Append(StringBuilder text, long index) =>
        text.Append((First + index * Step).ToString(CultureInfo.InvariantCulture).PadLeft(Width, '0'));
}

sealed record GlobLetters(char First, char Last, int Step) : GlobPart((Last - First) / Step + 1)
{
    internal override void Append(StringBuilder text, long index) => text.Append((char)(First + index * Step));
}
