using System.Text.Json;
using Swarm.Domain;

namespace Swarm.Cli.Screen;

/// <summary>What a store says, line by line on standard output: as text, or as JSON.</summary>
sealed class StoreLines : IAsyncDisposable
{
    readonly BufferedStream _output = new(Console.OpenStandardOutput(), 1 << 16);
    readonly StreamWriter _text;
    readonly JsonLines _json;
    readonly bool _asJson;
    readonly bool _isQuiet;

    public StoreLines(bool asJson, bool isQuiet)
    {
        (_asJson, _isQuiet) = (asJson, isQuiet);
        (_text, _json) = (new StreamWriter(_output, leaveOpen: true), new JsonLines(_output));
    }

    /// <summary>What was asked for: said in any case.</summary>
    public void Say(string text, Action<Utf8JsonWriter> members)
    {
        if (_asJson) _json.Write(members);
        else _text.WriteLine(SafeText.Of(text, int.MaxValue));
    }

    /// <summary>As <see cref="Say(string, Action{Utf8JsonWriter})"/>, in several lines for people.</summary>
    public void Say(IEnumerable<string> texts, Action<Utf8JsonWriter> members)
    {
        if (_asJson) _json.Write(members);
        else foreach (var text in texts) _text.WriteLine(SafeText.Of(text, int.MaxValue));
    }

    /// <summary>What was done: quiet, it is not said.</summary>
    public void Tell(string text, Action<Utf8JsonWriter> members)
    {
        if (!_isQuiet) Say(text, members);
    }

    /// <summary>What went wrong.</summary>
    public async Task ComplainAsync(string text)
    {
        await FlushAsync();
        await Console.Error.WriteLineAsync("swarm: " + SafeText.Of(text, 2000));
    }

    /// <summary>Whoever reads along sees a page as soon as it is there.</summary>
    public async Task FlushAsync()
    {
        await _text.FlushAsync();
        await _output.FlushAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await FlushAsync();
        await _text.DisposeAsync();
        await _output.DisposeAsync();
    }
}
