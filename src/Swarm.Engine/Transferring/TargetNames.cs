using Akka.Actor;
using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Transfers;
using Swarm.Engine.Keeping;
using Swarm.Engine.Writing;

namespace Swarm.Engine.Transferring;

/// <summary>Finds the file that a bundle goes to, where its name could not be known before the response.</summary>
sealed class TargetNames(TransferParts parts)
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    public async ValueTask<string> PathAsync(Work work, ResponseHead head)
    {
        if (work.Lease.Path is { } known) return known;
        if (parts.Writing.Discard) return "discarded";
        if (parts.TakesAnyName) return Propose(work, head);
        var grant = await AskKeeperAsync<NameGrant>(new NameIt(work.Id, Propose(work, head)));
        if (grant.Moves.Count > 0) await MakeRoomAsync(grant.Moves);
        return grant.Path;
    }

    /// <summary>A namer may be the user's own: its fault is this bundle's alone.</summary>
    string Propose(Work work, ResponseHead head)
    {
        try
        {
            return parts.Namer.Propose(work.Bundle, work.Id, head.Headers).Path;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new TransferException(Reason.Name, Stage.Name, $"the namer '{parts.Namer.Name}' failed: {e.Message}", e);
        }
    }

    /// <summary>The moves are off the journal before anything new can have the names: done twice they would move the newcomer.</summary>
    async ValueTask MakeRoomAsync(IReadOnlyList<NameMove> moves)
    {
        var room = await parts.WriterFor(0).Ask<RoomMade>(new MakeRoom(moves, []), Timeout);
        if (room.Failure is { } failure) throw new TransferException(failure);
        await AskKeeperAsync<MovesKept>(new MovesMade(moves, []));
    }

    async ValueTask<T> AskKeeperAsync<T>(object question)
    {
        var answer = await parts.Keeper.Ask<object>(question, Timeout);
        return answer is KeeperFailed failed ? throw new TransferException(failed.Failure) : (T)answer;
    }
}
