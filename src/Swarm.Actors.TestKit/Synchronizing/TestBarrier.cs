namespace Akka.TestKit;

/// <summary>Holds threads until all are there; as in Akka.NET, who waits too long goes on without a word.</summary>
public class TestBarrier(TestKitBase testKit, int count, TimeSpan? defaultTimeout = null)
{
    readonly Barrier barrier = new(count);

    public void Await() => Await(defaultTimeout ?? testKit.TestKitSettings.DefaultTimeout);

    public void Await(TimeSpan timeout) => barrier.SignalAndWait(testKit.Dilated(timeout));

    public void Reset()
    {
        barrier.RemoveParticipants(count);
        barrier.AddParticipants(count);
    }
}
