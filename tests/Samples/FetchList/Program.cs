using Swarm;
using Swarm.Reporting;

// Fetches a list of URLs into a folder and tells how far it is.
// FetchList http://127.0.0.1:8080 downloads
var (site, folder) = (args[0], args[1]);
string[] urls = [.. Enumerable.Range(1, 20).Select(n => $"{site}/files/{n}.txt"), $"{site}/gone", "not a URL"];

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    stop.Cancel();
};

var client = new SwarmClient(new SwarmClientOptions { OutputFolder = folder });
var progress = new Progress<JobSnapshot>(now => Console.Error.WriteLine($"{now.Ended} of {now.Total}, {now.Received} bytes"));
var results = await client.SwarmAsync(urls, progress: progress, token: stop.Token);

foreach (var result in results)
    Console.WriteLine(result.IsGood ? $"{result.Item} -> {result.Outcome.File}" : $"{result.Item} failed: {result.Outcome.Failure!.Detail}");
return results.All(result => result.IsGood) ? 0 : 1;
