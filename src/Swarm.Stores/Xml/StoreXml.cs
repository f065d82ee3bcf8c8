using System.Globalization;
using System.Net;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Swarm.Domain;

namespace Swarm.Stores.Xml;

/// <summary>The XML of S3 and its kin: read with bounds and without DTDs, whatever the namespace; written so that keys survive.</summary>
static class StoreXml
{
    /// <summary>Bytes of one document: a page of a thousand keys, each encoded, has less than a quarter of it.</summary>
    public const int MaxLength = 16 << 20;

    // Characters that XML does not know come from clones that don't encode keys.
    static readonly XmlReaderSettings Reading = new()
    {
        CheckCharacters = false, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxLength, IgnoreComments = true, IgnoreProcessingInstructions = true,
    };

    // Ends of lines in a key are no layout.
    static readonly XmlWriterSettings Writing = new() { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.Entitize };

    /// <summary>The root, or null where it is no whole XML.</summary>
    public static XElement? TryRead(ReadOnlyMemory<byte> body)
    {
        // White space before the declaration is what a store sends while it is still at work.
        var start = body.Span.IndexOfAnyExcept(" \t\r\n"u8);
        if (start < 0) return null;
        try
        {
            using var stream = new MemoryStream(body[start..].ToArray(), writable: false);
            using var reader = XmlReader.Create(stream, Reading);
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>The root, which must have this name.</summary>
    /// <exception cref="TransferException">It is cut short, something else, or no XML at all.</exception>
    public static XElement Read(ReadOnlyMemory<byte> body, string root, string what) =>
        TryRead(body) is { } element && element.Name.LocalName == root ? element
            : throw new TransferException(Reason.Protocol, Stage.Body, $"{what}: the answer is no whole {root}");

    public static byte[] Write(XElement root)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, Writing)) root.WriteTo(writer);
        return stream.ToArray();
    }

    /// <summary>XML 1.0 can hold the text.</summary>
    public static bool CanHold(string text)
    {
        try
        {
            XmlConvert.VerifyXmlChars(text);
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    public static IEnumerable<XElement> All(this XElement element, string name) => element.Elements().Where(child => child.Name.LocalName == name);

    /// <summary>The first child's text, or null where there is none or nothing in it.</summary>
    public static string? Text(this XElement element, string name) =>
        element.All(name).FirstOrDefault()?.Value is { Length: > 0 } text ? text : null;

    /// <summary>As <see cref="Text"/>, of a document whose texts were asked for, and may have come, with <c>encoding-type=url</c>.</summary>
    public static string? Decoded(this XElement element, string name, bool isEncoded) =>
        isEncoded ? WebUtility.UrlDecode(element.Text(name)) : element.Text(name);

    public static long? Number(this XElement element, string name) =>
        long.TryParse(element.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static bool Flag(this XElement element, string name) => bool.TryParse(element.Text(name), out var flag) && flag;

    public static DateTimeOffset? Time(this XElement element, string name) =>
        DateTimeOffset.TryParse(element.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
