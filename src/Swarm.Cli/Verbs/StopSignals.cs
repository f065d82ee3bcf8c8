using System.Runtime.InteropServices;

namespace Swarm.Cli.Verbs;

/// <summary>The first Ctrl-C (or SIGTERM) stops with grace, the second at once; the state is saved both times.</summary>
sealed class StopSignals : IDisposable
{
    readonly List<PosixSignalRegistration> _registrations = [];
    int _heard;

    /// <param name="stop">Told whether it is to be at once.</param>
    public StopSignals(Action<bool> stop)
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                stop(Interlocked.Increment(ref _heard) > 1);
            }));
        }
    }

    public void Dispose() => _registrations.ForEach(r => r.Dispose());
}
