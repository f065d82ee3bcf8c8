namespace Swarm.Pages;

/// <summary>Attributes of SVG that hold a property of CSS which may be a <c>url()</c> (SVG 2, section 6.6, and SVG 1.1's <c>color-profile</c>).</summary>
static class PresentationAttributes
{
    public static bool Has(ReadOnlySpan<char> name) =>
        name is "clip-path" or "color-profile" or "cursor" or "fill" or "filter" or "marker" or "marker-end" or "marker-mid" or "marker-start" or "mask" or "stroke";
}
