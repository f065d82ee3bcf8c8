using Swarm.Domain.Transfers;

namespace Swarm.IO.Http.Framework;

/// <summary>The framework's response, which delimits its body itself.</summary>
sealed class FrameworkAnswer(HttpResponseMessage response, ActivityWatch watch)
    : Answer((int)response.StatusCode, response.Version, ResponseFields.Of(response))
{
    Stream _body = Stream.Null;

    public override async ValueTask BeginBodyAsync(Framing framing) => _body = await response.Content.ReadAsStreamAsync(watch.Token);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken token) => _body.ReadAsync(buffer, token);

    public override ValueTask DisposeAsync()
    {
        response.Dispose();
        return default;
    }
}
