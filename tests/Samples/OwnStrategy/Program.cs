using OwnStrategy;
using Swarm;

// Asks by a strategy of one's own.
// OwnStrategy http://127.0.0.1:8080 downloads
var (site, folder) = (args[0], args[1]);
var client = new SwarmClient(new SwarmClientOptions { OutputFolder = folder, Strategy = new OnlyOk() });

foreach (var result in await client.SwarmAsync([$"{site}/files/1.txt", $"{site}/sometimes", $"{site}/gone"]))
    Console.WriteLine($"{result.Item}: {result.Outcome.Kind} after {result.Outcome.Attempts} {(result.Outcome.Attempts == 1 ? "try" : "tries")}");
