using System.Runtime.CompilerServices;
using Swarm.Domain;
using Swarm.Domain.Lists;
using Swarm.IO.Lists;
using Swarm.Jobs;

namespace Swarm.ObjectStores;

/// <summary>A list whose arguments may mean many objects: patterns, and prefixes with all that is below them. These are listed as they are taken, behind the rest.</summary>
public static class AddressList
{
    /// <param name="recursive">Addresses among the arguments mean all that is below them.</param>
    /// <param name="literal">A star in a key is itself.</param>
    /// <exception cref="ListException">A list can't be read.</exception>
    /// <exception cref="FormatException">What is to be taken with all below it is in no store.</exception>
    public static IBundleSource Open(ListSpec list, StoreAccess stores, bool recursive, bool literal)
    {
        var known = list with { UrlOf = stores.UrlOf };
        var many = list.Urls.Where(url => IsMany(url, recursive, literal)).ToList();
        if (recursive && list.Urls.FirstOrDefault(url => !StoreAddress.HasScheme(url)) is { } web)
            throw new FormatException($"--recursive is for stores, and {SafeText.Of(web, 200)} is in none: swarm mirror copies a site");
        if (many.Count == 0) return ListReader.Open(known);
        var selections = many.Select(url => new Selection(Place.ParseStored(url), recursive, literal)).ToList();
        var listed = new StreamedSource("listing", token => ListAsync(selections, stores, token));
        var rest = known with { Urls = [.. list.Urls.Except(many)] };
        return rest is { Urls.Count: 0, Files.Count: 0 } ? listed : new ChainedSource(ListReader.Open(rest), listed);
    }

    static bool IsMany(string text, bool recursive, bool literal) =>
        StoreAddress.TryParse(text, out var address) && new Selection(address, recursive, literal).IsMany;

    static async IAsyncEnumerable<ListEntry> ListAsync(List<Selection> selections, StoreAccess stores, [EnumeratorCancellation] CancellationToken token)
    {
        foreach (var selection in selections)
        {
            var any = false;
            await foreach (var found in selection.ListAsync(stores[selection.Address.Kind], token))
            {
                any = true;
                var address = selection.Address.At(found.Key);
                yield return new ListEntry(new Bundle(stores.UrlOf(address)) { Address = address }, null);
            }

            if (!any) yield return new ListEntry(null, new ListFault(selection.Address.ToString(), 0, selection.IsPattern ? "no key matches" : "there is nothing below it"));
        }
    }
}
