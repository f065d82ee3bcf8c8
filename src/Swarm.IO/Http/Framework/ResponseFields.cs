using System.Net.Http.Headers;
using Swarm.Domain;

namespace Swarm.IO.Http.Framework;

/// <summary>A response's fields as received: unparsed, so that nothing which the framework finds unfit is hidden.</summary>
static class ResponseFields
{
    public static IReadOnlyList<Header> Of(HttpResponseMessage response)
    {
        var (general, content) = (response.Headers.NonValidated, response.Content.Headers.NonValidated);
        var fields = new List<Header>(general.Count + content.Count);
        Copy(general, fields);
        Copy(content, fields);
        return fields;
    }

    static void Copy(HttpHeadersNonValidated from, List<Header> to)
    {
        foreach (var (name, values) in from)
        {
            foreach (var value in values) to.Add(new Header(name, value));
        }
    }
}
