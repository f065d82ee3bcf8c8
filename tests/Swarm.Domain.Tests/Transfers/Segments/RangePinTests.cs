using Swarm.Domain;
using Swarm.Domain.Transfers.Segments;

namespace Swarm.Domain.Tests.Transfers.Segments;

public sealed class RangePinTests
{
    const string Modified = "Last-Modified: Fri, 24 Feb 2012 06:07:48 GMT";
    const string MinuteLater = "Date: Fri, 24 Feb 2012 06:08:48 GMT";
    const string SecondsLater = "Date: Fri, 24 Feb 2012 06:08:47 GMT";

    static RangePin Pin(params string[] fields) => RangePin.Of(Answer.Of(string.Join("; ", fields.Prepend("200"))));

    [Theory]
    [InlineData("If-Range: \"a\"", "If-Match: \"a\"", "ETag: \"a\"")]
    [InlineData("If-Range: \"\"", "If-Match: \"\"", "ETag: \"\"")]
    [InlineData("If-Range: \"a\"", "If-Match: \"a\"", "etag:  \"a\" ", "ETag: \"a\"")]
    [InlineData("If-Range: \"a\"", "If-Match: \"a\"", "ETag: \"a\"", Modified, MinuteLater)]
    [InlineData("If-Range: Fri, 24 Feb 2012 06:07:48 GMT", "If-Unmodified-Since: Fri, 24 Feb 2012 06:07:48 GMT", Modified, MinuteLater)]
    [InlineData("If-Range: Fri, 24 Feb 2012 06:07:48 GMT", "If-Unmodified-Since: Fri, 24 Feb 2012 06:07:48 GMT", "ETag: W/\"a\"", Modified, MinuteLater)]
    public void A_strong_tag_pins_before_an_old_date(string range, string match, params string[] fields)
    {
        Assert.Equal(range, Field(Pin(fields).Condition(ifMatch: false)));
        Assert.Equal(match, Field(Pin(fields).Condition(ifMatch: true)));
    }

    [Theory]
    [InlineData]
    [InlineData("ETag: W/\"a\"")]
    [InlineData("ETag: 7e10e7d25dc4581d89b9285be5f384fd")]
    [InlineData("ETag: \"a")]
    [InlineData("ETag: \"")]
    [InlineData("ETag: \"a\"b\"")]
    [InlineData("ETag: \"a b\"")]
    [InlineData("ETag: \"é\"")]
    [InlineData("ETag: \"a\"", "ETag: \"b\"")]
    [InlineData(Modified)]
    [InlineData(Modified, SecondsLater)]
    [InlineData(Modified, "Date: soon")]
    [InlineData("Last-Modified: once", MinuteLater)]
    [InlineData("Last-Modified: Fri, 24 Feb 2042 06:07:48 GMT", MinuteLater)]
    public void What_could_be_another_version_pins_nothing(params string[] fields)
    {
        Assert.True(Pin(fields).IsNone);
        Assert.Null(Pin(fields).Condition(ifMatch: false));
        Assert.False(Pin(fields).ToValidators().Any);
    }

    [Theory]
    [InlineData(true, "ETag: \"b\"")]
    [InlineData(true, "ETag: W/\"a\"")]
    [InlineData(true, "Last-Modified: Fri, 24 Feb 2012 06:07:49 GMT")]
    [InlineData(false, "ETag: \"a\"", "Last-Modified: Fri, 24 Feb 2012 06:07:49 GMT")]
    [InlineData(false, "ETag: \"a\"")]
    [InlineData(false, "Last-Modified: Friday, 24-Feb-12 06:07:48 GMT")]
    [InlineData(false)]
    public void A_later_answer_with_another_validator_contradicts(bool contradicts, params string[] fields) =>
        Assert.Equal(contradicts, Pin("ETag: \"a\"", Modified, MinuteLater).Contradicts(Answer.Of(string.Join("; ", fields.Prepend("206")))));

    [Fact]
    public void What_is_stored_pins_as_before()
    {
        var pin = Pin("ETag: \"a\"", Modified, MinuteLater);
        Assert.Equal(pin, RangePin.Of(pin.ToValidators()));
        Assert.Equal(pin.ByDate(), RangePin.Of(pin.ByDate().ToValidators()));
        Assert.Equal("If-Range: Fri, 24 Feb 2012 06:07:48 GMT", Field(pin.ByDate().Condition(ifMatch: false)));
        Assert.True(RangePin.Of(default(Validators)).IsNone);
        Assert.True(RangePin.Of(new Validators("W/\"a\"", "Fri, 24 Feb 2012 06:07:48 GMT")).IsNone);
        Assert.True(RangePin.Of(new Validators(null, "yesterday")).IsNone);
    }

    static string? Field(Header? header) => header is { } field ? $"{field.Name}: {field.Value}" : null;
}
