using System.Buffers;
using System.Text.Json;

namespace Swarm.Cli.Screen;

/// <summary>Writes objects as lines of JSON, each whole or not at all.</summary>
sealed class JsonLines(Stream to)
{
    readonly ArrayBufferWriter<byte> _line = new();

    public void Write(Action<Utf8JsonWriter> members)
    {
        _line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_line))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        _line.Write("\n"u8);
        to.Write(_line.WrittenSpan);
    }
}
