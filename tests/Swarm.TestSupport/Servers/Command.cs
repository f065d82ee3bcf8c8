using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Swarm.TestSupport.Servers;

/// <summary>How a program ended and what it said.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Errors, TimeSpan Took)
{
    public override string ToString() => $"exit {ExitCode} after {Took.TotalSeconds:0.0} s\n--- output\n{Output}\n--- errors\n{Errors}";
}

/// <summary>A running program: what it says is collected, it never outlives its time limit or its owner.</summary>
public sealed class Command : IAsyncDisposable
{
    static readonly TimeSpan UsualLimit = TimeSpan.FromSeconds(90);
    readonly Process _process;
    readonly StringBuilder _output = new(), _errors = new();
    readonly long _began = Stopwatch.GetTimestamp();

    Command(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, e) => Append(_output, e.Data);
        process.ErrorDataReceived += (_, e) => Append(_errors, e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
    }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>What it has said on its standard output so far.</summary>
    public string Output => Read(_output);

    public string Errors => Read(_errors);

    public static Command Start(string program, IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        foreach (var name in start.Environment.Keys.Where(k => k.EndsWith("_proxy", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return new Command(Process.Start(start)!);
    }

    public static async Task<CommandResult> RunAsync(string program, IEnumerable<string> arguments, TimeSpan? limit = null)
    {
        await using var command = Start(program, arguments);
        return await command.EndAsync(limit);
    }

    /// <summary>Waits for its end; one that takes longer than the limit is killed and fails the test.</summary>
    public async Task<CommandResult> EndAsync(TimeSpan? limit = null)
    {
        using var timeout = new CancellationTokenSource(limit ?? UsualLimit);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException e)
        {
            Kill();
            throw new TimeoutException($"{_process.StartInfo.FileName} was still running after {limit ?? UsualLimit}; it said:\n{Output}\n{Errors}", e);
        }

        return new CommandResult(_process.ExitCode, Output, Errors, Stopwatch.GetElapsedTime(_began));
    }

    /// <summary>SIGKILL: nothing of it runs any more when this returns.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>SIGINT, as Ctrl-C sends it.</summary>
    public void Interrupt() => Signal(_process.Id, 2);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    static void Append(StringBuilder to, string? line)
    {
        lock (to) if (line is not null) to.AppendLine(line);
    }

    static string Read(StringBuilder from)
    {
        lock (from) return from.ToString();
    }

    [DllImport("libc", EntryPoint = "kill")]
    static extern int Signal(int process, int signal);
}
