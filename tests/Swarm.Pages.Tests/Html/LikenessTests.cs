using System.Numerics;

namespace Swarm.Pages.Tests.Html;

public sealed class LikenessTests
{
    static string Text(int seed, int words)
    {
        var random = new Random(seed);
        return string.Join(' ', Enumerable.Range(0, words).Select(_ => "w" + random.Next(5000)));
    }

    static ulong Of(string body) => Pages.Read("<title>any</title><style>p{}</style>" + body + "<script>var x</script>").Likeness;

    static int Apart(ulong one, ulong other) => BitOperations.PopCount(one ^ other);

    [Fact]
    public void Pages_of_like_text_have_like_values()
    {
        var one = Of($"<p>{Text(1, 800)}<p>1 March");
        Assert.InRange(Apart(one, Of($"<div class=x>{Text(1, 800)}</div>2 April")), 0, 3);
        Assert.InRange(Apart(one, Of($"<p>{Text(2, 800)}")), 12, 52);
    }

    [Fact]
    public void What_is_not_shown_does_not_count() =>
        Assert.Equal(Of($"<p>{Text(1, 50)}"), Of($"<!-- {Text(2, 50)} --><script>{Text(3, 50)}</script><p id={Text(3, 1)}>{Text(1, 50)}"));

    [Fact]
    public void Of_few_words_nothing_is_said()
    {
        Assert.Equal(0ul, Of(Text(1, 19)));
        Assert.NotEqual(0ul, Of(Text(1, 20)));
    }

    [Theory]
    [InlineData(1500)]
    [InlineData(2000)]
    [InlineData(2100)]
    public void The_first_two_thousand_words_count(int same) =>
        Assert.Equal(same >= 2000, Of($"<p>{Text(1, same)} {Text(2, 500)}") == Of($"<p>{Text(1, same)} {Text(3, 500)}"));

    [Theory]
    [InlineData("a")]
    [InlineData("twelve words")]
    [InlineData("eightyes")]
    [InlineData("ninechars")]
    [InlineData("sixteencharacter")]
    [InlineData("thirty two characters and a blank ")]
    public void A_stretch_of_text_counts_alike_wherever_it_ends(string last)
    {
        var text = $"{Text(1, 40)} {last}";
        var atEnd = Pages.Read(text).Likeness;
        Assert.Equal(atEnd, Pages.Read(text + "<br>").Likeness);
        Assert.Equal(atEnd, Pages.Read($"<p class=\"more words than one\">{text}</p><img src=x alt=\"and as many behind it\">").Likeness);
        Assert.Equal(atEnd, Pages.Read(text.Replace(" ", " <b></b>", StringComparison.Ordinal)).Likeness);
        Assert.NotEqual(atEnd, Pages.Read(text + "x").Likeness);
    }
}
