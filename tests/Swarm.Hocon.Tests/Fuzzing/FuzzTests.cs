using System.Diagnostics;
using System.Text.Json;

namespace Swarm.Hocon.Tests.Fuzzing;

/// <summary>
/// Whatever the text, the answer is a value that renders and parses back to itself, or a <see cref="HoconException"/>, and it comes soon.
/// Forty thousand inputs; a million where SWARM_FULL=1 asks for that.
/// </summary>
public class FuzzTests
{
    static readonly bool Full = Environment.GetEnvironmentVariable("SWARM_FULL") == "1";
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Any_text_gives_a_value_or_a_hocon_error_soon(int seed)
    {
        var run = new Run(seed, Full ? 250_000 : 10_000);
        var worker = new Thread(run.All, maxStackSize: 1 << 20);
        worker.Start();
        while (await Task.WhenAny(run.Ended, Task.Delay(1000)) != run.Ended)
            Assert.False(run.Overdue, $"still at it after {Deadline}: {JsonSerializer.Serialize(run.Current)}");
        Assert.Null(run.Failure);
        Assert.True(run.Resolved > run.Count / 20, $"only {run.Resolved} of {run.Count} mean something");
    }

    sealed class Run(int seed, int count)
    {
        readonly TaskCompletionSource _ended = new();
        long _started = Stopwatch.GetTimestamp();

        public int Count => count;

        public int Resolved { get; private set; }

        public string Current { get; private set; } = "";

        public string? Failure { get; private set; }

        public Task Ended => _ended.Task;

        public bool Overdue => Stopwatch.GetElapsedTime(Volatile.Read(ref _started)) > Deadline;

        public void All()
        {
            var random = new Random(seed);
            var grammar = new Grammar(random);
            var last = "a=1";
            for (var i = 0; i < count && Failure is null; i++)
            {
                var text = grammar.Document();
                Current = i % 3 == 0 ? text : Mutations.Of(text, last, random);
                last = text;
                Volatile.Write(ref _started, Stopwatch.GetTimestamp());
                Failure = Try(Current, i);
            }
            _ended.SetResult();
        }

        string? Try(string text, int i)
        {
            try
            {
                var value = HoconDocument.ParseText(text, "t", new() { KeepComments = true }).ResolveValue(static name => name == "HOME" ? "/" : null);
                Resolved++;
                return i % 4 == 0 ? RoundTrip(value) : i % 4 == 1 ? Convert(value) : null;
            }
            catch (HoconException fault)
            {
                return fault.Message.Length < 5000 ? null : $"a message of {fault.Message.Length} characters for {JsonSerializer.Serialize(text)}";
            }
            catch (Exception e)
            {
                return $"{e.GetType().Name} for {JsonSerializer.Serialize(text)}: {e}";
            }
        }

        string? RoundTrip(HoconValue value)
        {
            var json = HoconRender.ToJson(value);
            foreach (var rendered in (string[])
                [json, HoconRender.ToJson(value, indented: true), HoconRender.ToHocon(value), HoconRender.ToHocon(value, comments: true, origins: true)])
            {
                if (HoconRender.ToJson(HoconDocument.ParseText(rendered).ResolveValue()) != json)
                    return $"{JsonSerializer.Serialize(Current)} is rendered as {JsonSerializer.Serialize(rendered)}, which does not mean {json}";
            }
            using var other = JsonDocument.Parse(json, new() { MaxDepth = 600 });
            return null;
        }

        /// <summary>Typed access fails with nothing but its own error either.</summary>
        static string? Convert(HoconValue value)
        {
            foreach (var convert in (Action<HoconValue>[])
                [v => v.AsLong(), v => v.AsDouble(), v => v.AsBool(), v => v.AsDuration(), v => v.AsPeriod(), v => v.AsBytes(), v => v.AsStringList(), v => v.AsString()])
            {
                foreach (var member in value as IEnumerable<KeyValuePair<string, HoconValue>> ?? [new("", value)])
                    Assert.True(Record.Exception(() => convert(member.Value)) is null or HoconException);
            }
            return null;
        }
    }
}
