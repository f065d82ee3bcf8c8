using Swarm.Domain;
using Swarm.Hocon;
using Swarm.IO.Lists;
using Swarm.IO.State;
using Swarm.Settings;

namespace Swarm.Cli.Verbs;

/// <summary>Turns what a verb can't go on from into words and an exit code.</summary>
static class Faults
{
    public static async Task<int> GuardAsync(Func<Task<int>> verb)
    {
        try
        {
            return await verb();
        }
        catch (Exception e) when (CodeOf(e) is { } code)
        {
            foreach (var line in e.Message.Split('\n')) await Console.Error.WriteLineAsync("swarm: " + SafeText.Of(line.TrimEnd('\r')));
            return code;
        }
    }

    static int? CodeOf(Exception e) => e switch
    {
        SettingsException or HoconException or UsageException or FormatException or ListException or InvalidDataException or NotSupportedException => ExitCode.Usage,
        StateException { Fault: StateFault.Foreign or StateFault.Newer or StateFault.Older or StateFault.Missing } => ExitCode.Usage,
        TransferException { Failure.Reason: Reason.Status } => ExitCode.SomeFailed,
        StateException or TransferException or IOException or UnauthorizedAccessException => ExitCode.Environment,
        _ => null,
    };
}

/// <summary>The command line asks for what can't be; the message says what to write instead.</summary>
sealed class UsageException(string message) : Exception(message);
