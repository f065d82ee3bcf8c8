using Spectre.Console;
using Spectre.Console.Rendering;
using Swarm.Engine.Coordination;
using Swarm.Engine.Reporting;
using Swarm.Domain;
using Swarm.Reporting;

namespace Swarm.Cli.Screen;

/// <summary>The live view of a terminal: totals, rate, time left, the largest objects in flight, the busiest origins with their pace, the last failures. Text from outside is shown as text, never as markup.</summary>
sealed class LiveScreen(JobTally tally, string? folder, TimeProvider time, string? again = "retry", string done = "fetched") : IScreen
{
    const int ShownFaults = 100;
    static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(150);

    readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
    readonly CancellationTokenSource _ended = new();
    readonly RateMeter _rate = new();
    readonly List<string> _faulty = []; // shown below the live view when it has ended
    Task _drawing = Task.CompletedTask;

    public void Begin() => _drawing = Task.Run(DrawAsync);

    public void OnFact(JobFact fact)
    {
        if (fact is LineFaulty faulty && _faulty.Count < ShownFaults) _faulty.Add(SafeText.Of(faulty.Fault.ToString()));
    }

    public async ValueTask EndAsync(JobEnded ended)
    {
        await _ended.CancelAsync();
        await _drawing;
        foreach (var line in _faulty) await Console.Error.WriteLineAsync(line);
        Summary.Write(Console.Error, tally.Snapshot(), ended, folder, again, done);
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _drawing;
        _ended.Dispose();
    }

    async Task DrawAsync()
    {
        var token = _ended.Token;
        await _console.Live(View()).AutoClear(false).StartAsync(async live =>
        {
            while (!token.IsCancellationRequested)
            {
                live.UpdateTarget(View());
                await Task.Delay(Frame, time, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            live.UpdateTarget(View());
        });
    }

    Rows View()
    {
        var job = tally.Snapshot();
        _rate.Add(job.Elapsed, job.Received, job.Ended);
        var rows = new List<IRenderable> { Totals(job), Bar(job) };
        if (job.Transfers.Count > 0) rows.Add(TransferTable.Of(job));
        if (job.Origins.Count > 0) rows.Add(Origins(job));
        rows.AddRange(job.LastFailures.TakeLast(4).Select(FailureLine));
        return new Rows(rows);
    }

    Text Totals(JobSnapshot job)
    {
        var eta = job.ListEnded && Left(job) is { } left ? $"   {Units.Time(left)} left" : "";
        var stop = job.IsStopping ? "   stopping …" : "";
        return new Text($"{Units.Count(job.Ended)} of {Units.Count(job.Total)}{(job.ListEnded ? "" : "+")}   {Units.Count(job.Failed)} failed   {(job.Faults > 0 ? Units.Count(job.Faults) + " bad lines   " : "")}{Units.Count(job.Retries)} retried   "
            + $"{Units.Bytes(job.Received)}   {Units.Bytes(_rate.Bytes)}/s   {Units.Count((long)_rate.Items)} files/s   {job.InFlight} in flight   {Units.Time(job.Elapsed)}{eta}{stop}");
    }

    /// <summary>As long as the files take at the pace of those that are done, or the largest of those in flight, whichever is later.</summary>
    TimeSpan? Left(JobSnapshot job)
    {
        var left = job.Total - job.Ended;
        var byCount = _rate.Items > 0 && left > 0 ? TimeSpan.FromSeconds(left / _rate.Items) : (TimeSpan?)null;
        var largest = job.Transfers.Max(t => t.Left);
        return byCount > largest || largest is null ? byCount : largest;
    }

    static Text Bar(JobSnapshot job)
    {
        const int Width = 60;
        var filled = job.Total == 0 ? 0 : (int)(Width * job.Ended / job.Total);
        return new Text(new string('━', filled) + new string('─', Width - filled), new Style(job.Failed > 0 ? Color.Yellow : Color.Green));
    }

    static Table Origins(JobSnapshot job)
    {
        var table = new Table().Border(TableBorder.None).AddColumns("origin", "done", "failed", "bytes", "pace");
        foreach (var origin in job.Origins)
        {
            var pace = origin.Concurrency == 0 ? "" : $"{origin.Concurrency} at once{(origin.Spacing > TimeSpan.Zero ? ", " + Units.Time(origin.Spacing) + " apart" : "")}";
            table.AddRow(new Text(SafeText.Of(origin.Origin.ToString(), 60)), new Text(Units.Count(origin.Ended - origin.Failed)),
                new Text(Units.Count(origin.Failed)), new Text(Units.Bytes(origin.Bytes)), new Text(pace));
        }

        return table;
    }

    static Text FailureLine(FailureSeen seen) =>
        new($"{seen.Url}  {seen.Detail}{(seen.Again is { } after ? $" (again in {Units.Time(after)})" : "")}", new Style(Color.Grey)) { Overflow = Overflow.Ellipsis };
}
