using EachWithInfo;
using Swarm;
using Swarm.Domain;

// Maps objects of one's own to requests and has each object back with its file, as soon as that is there.
// EachWithInfo http://127.0.0.1:8080 downloads
var (site, folder) = (args[0], args[1]);
var client = new SwarmClient(new SwarmClientOptions { OutputFolder = folder });

await foreach (var (product, _, outcome) in client.EachAsync(CatalogueAsync(), map: Picture))
    Console.WriteLine($"{product.Name} ({product.Price:0.00}): {outcome.File ?? outcome.Failure!.Detail}");

// What an object asks for: a URL's text would do; a bundle can say more.
Bundle Picture(Product product) => new(WebUrl.Parse($"{site}/files/{product.Id}.txt"))
{
    Headers = [new Header("Accept", "image/*")],
    Out = $"pictures/{product.Name}.txt",
};

// Any sequence will do, also an endless one: it is pulled as there is room.
static async IAsyncEnumerable<Product> CatalogueAsync()
{
    for (var id = 1; id <= 5; id++)
    {
        await Task.Yield();
        yield return new Product(id, "product-" + id, id * 1.5m);
    }
}
