using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Swarm.Pages.Tests.Html;

/// <summary>What a tree holds of a page, by AngleSharp's parser: the tokens must give the same.</summary>
static class DomOracle
{
    /// <summary><c>element attribute value</c> of each href, src and id, without order: trees move elements about.</summary>
    public static SortedSet<string> Attributes(string html)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var open = new Stack<INode>([new HtmlParser().ParseDocument(html)]);
        while (open.TryPop(out var node))
        {
            if (node is IElement element) Add(found, element);
            if (node is IHtmlTemplateElement template) open.Push(template.Content);
            foreach (var child in node.ChildNodes) open.Push(child);
        }

        return found;
    }

    static void Add(SortedSet<string> found, IElement element)
    {
        foreach (var attribute in element.Attributes)
        {
            var name = attribute.NamespaceUri == NamespaceNames.XLinkUri ? "xlink:" + attribute.LocalName : attribute.Name;
            if (name is "href" or "xlink:href" or "src" or "id") found.Add($"{element.LocalName.ToLowerInvariant()} {name} {attribute.Value}");
        }
    }
}
