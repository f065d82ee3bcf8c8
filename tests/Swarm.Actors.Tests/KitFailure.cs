using Xunit.Sdk;

namespace Swarm.Actors.Tests;

/// <summary>The failure that an assertion of the TestKit is; what waits for a task may come wrapped.</summary>
static class KitFailure
{
    public static XunitException Of(Action action)
    {
        var thrown = Record.Exception(action);
        return Assert.IsAssignableFrom<XunitException>((thrown as AggregateException)?.InnerException ?? thrown);
    }
}
