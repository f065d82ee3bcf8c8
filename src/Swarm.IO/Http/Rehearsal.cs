using System.Text;
using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.IO.Http;

/// <summary>
/// One exchange with an answer out of memory. The framework's HTTP stack is loaded by its first request, for as long as all else that a job
/// needs to begin: rehearsed beside that, on another core, it is ready when the first real request is.
/// </summary>
public static class Rehearsal
{
    static readonly WebUrl Stage = WebUrl.Parse("http://rehearsal.invalid/");

    public static Task BeginAsync(TimeProvider time) => Task.Run(() => PlayAsync(time));

    static async Task PlayAsync(TimeProvider time)
    {
        var handler = SocketsHandler.Create(new HttpOptions { Proxy = "" }, new TimeLimits(), time);
        handler.ConnectCallback = static (_, _) => new(new Answer());
        await using var exchanger = new HttpExchanger(handler, new HttpOptions(), new TimeLimits(), time);
        await using var exchange = await exchanger.SendAsync(new ExchangeRequest(Stage, "GET", [], null), CancellationToken.None);
        await exchange.ReadAsync(new byte[1], CancellationToken.None);
    }

    /// <summary>Answers whatever is written; lets itself be awaited, as a socket does.</summary>
    sealed class Answer() : MemoryStream(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\n."))
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return Read(buffer.Span);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => default;
    }
}
