using Swarm;
using Swarm.Domain;

// Downloads one file to where it is told, and goes on with it where it was broken off.
// DownloadOne http://127.0.0.1:8080/big.bin downloads/
var (url, path) = (args[0], args[1]);

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    stop.Cancel();
};

var client = new SwarmClient();
var progress = new Progress<TransferProgress>(now => Console.Error.WriteLine($"{now.Done} of {now.Total?.ToString() ?? "?"} bytes"));
try
{
    var result = await client.DownloadAsync(url, path, progress: progress, token: stop.Token);
    Console.WriteLine($"{result.Path}: {result.Length} bytes, {result.Resumed} of them from before");
    return 0;
}
catch (TransferException e)
{
    Console.WriteLine($"{url} failed: {e.Message}");
    return 1;
}
