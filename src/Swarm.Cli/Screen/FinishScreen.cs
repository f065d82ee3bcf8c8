using Swarm.Mirrors;
using Swarm.Mirrors.Changing;
using Swarm.Mirrors.Checking;

namespace Swarm.Cli.Screen;

/// <summary>Shows what a mirror's run does behind its crawl, and what came of it: a line that is written over on a terminal, else a line now and then.</summary>
sealed class FinishScreen : IDisposable
{
    const int Shown = 20;
    static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(150);
    static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    readonly TextWriter _to;
    readonly Func<FinishProgress?> _progress;
    readonly bool _isDrawn;
    readonly ITimer _timer;
    readonly Lock _lock = new();
    int _holes;
    bool _hasLine;

    public FinishScreen(TextWriter to, Func<FinishProgress?> progress, bool isDrawn, TimeProvider time)
    {
        (_to, _progress, _isDrawn) = (to, progress, isDrawn);
        var pace = isDrawn ? Frame : Pace;
        _timer = time.CreateTimer(_ => Show(), null, pace, pace);
    }

    public void Tell(Finding finding)
    {
        if (!finding.IsHole || finding.IsExplained || ++_holes > Shown) return;
        lock (_lock)
        {
            Clear();
            _to.WriteLine(FindingLines.Text(finding));
        }
    }

    public void End(MirrorEnd end, bool isUpdate, string folder)
    {
        _timer.Dispose();
        lock (_lock)
        {
            Clear();
            if (_holes > Shown) _to.WriteLine($"hole: … {Units.Count(_holes - Shown)} more");
            var count = end.Conversion;
            _to.WriteLine($"converted {Units.Count(count.Pages)} pages, {Units.Count(count.Written)} of them new or changed{(count.Unread == 0 ? "" : $", {Units.Count(count.Unread)} left as they were sent: they could not be read")}");
            if (isUpdate) WriteChanges(end.Changes);
            if (end.Failed > 0) _to.WriteLine($"{Units.Count(end.Failed)} could not be had for now; the same command asks for them again");
            if (end.Check is not { } check) return;
            _to.WriteLine(FindingLines.Text(check));
            if (check.Holes > 0) _to.WriteLine($"each of them: swarm check {Summary.Quoted(folder)}");
        }
    }

    void WriteChanges(ChangeCounts changes) => _to.WriteLine(
        $"since the run before: {Units.Count(changes.New)} new, {Units.Count(changes.Changed)} changed, {Units.Count(changes.Gone)} gone, {Units.Count(changes.Moved)} moved, "
        + $"{Units.Count(changes.Kept)} kept though they could not be had, {Units.Count(changes.Unchanged)} unchanged (changes.json)");

    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock) Clear();
    }

    void Show()
    {
        if (_progress() is not { } now) return;
        lock (_lock)
        {
            var line = $"{now.Step}: {Units.Count(now.Done)}";
            if (_isDrawn) _to.Write($"\r{line}\x1b[K");
            else _to.WriteLine(line);
            _hasLine = _isDrawn;
        }
    }

    void Clear()
    {
        if (_hasLine) _to.Write("\r\x1b[K");
        _hasLine = false;
    }
}
