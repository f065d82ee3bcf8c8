using System.Runtime.ExceptionServices;

namespace Swarm.Stores.Volumes;

/// <summary>For the port's methods that may block: the caller's thread waits, the work goes on elsewhere.</summary>
static class Blocking
{
    internal static T Wait<T>(Func<Task<T>> work)
    {
        using var over = new ManualResetEventSlim();
        T result = default!;
        ExceptionDispatchInfo? fault = null;
        _ = Task.Run(async () =>
        {
            try
            {
                result = await work();
            }
            catch (Exception e)
            {
                fault = ExceptionDispatchInfo.Capture(e);
            }
            finally
            {
                over.Set();
            }
        });
        over.Wait();
        fault?.Throw();
        return result;
    }

    internal static void Wait(Func<Task> work) => Wait(async () =>
    {
        await work();
        return true;
    });
}
