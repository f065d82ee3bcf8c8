using Swarm.Domain.Transfers;

namespace Swarm.IO.Http.Framework;

/// <summary>The framework's response delimits its body itself.</summary>
sealed class FrameworkBody(HttpResponseMessage response, ActivityWatch watch) : AnswerBody
{
    Stream _body = Stream.Null;

    public override async ValueTask BeginAsync(Framing framing) => _body = await response.Content.ReadAsStreamAsync(watch.Token);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken token) => _body.ReadAsync(buffer, token);

    public override ValueTask DisposeAsync()
    {
        response.Dispose();
        return default;
    }
}
