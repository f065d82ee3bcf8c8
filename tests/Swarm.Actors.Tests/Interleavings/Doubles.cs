using Swarm.Actors.Tests.Interleavings;

namespace Akka.Actor;

/// <summary>A system message that does what it was made with.</summary>
sealed class Order(string sender, int number, Action deed) : SystemMessage
{
    public string Sender => sender;

    public int Number => number;

    /// <summary>Out of the mailbox: obeyed, or dropped by one that has stopped.</summary>
    public bool IsTaken { get; set; }

    public override void Apply(ActorCell cell) => deed();
}

/// <summary>The queue of another mailbox type, at whose doors another thread may get its turn.</summary>
sealed class LetterQueue(Action<Letter> dead)
{
    readonly Queue<Letter> letters = new();

    public bool HasLetters
    {
        get
        {
            Interleaving.Step();
            return letters.Count > 0;
        }
    }

    public void Enqueue(Letter letter)
    {
        Interleaving.Step();
        letters.Enqueue(letter);
    }

    public Letter? TryDequeue()
    {
        Interleaving.Step();
        return letters.TryDequeue(out var letter) ? letter : null;
    }

    public void CleanUp()
    {
        while (TryDequeue() is { } letter) dead(letter);
    }
}
