using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.Domain.Transfers.Segments;

namespace Swarm.Engine.Transferring;

/// <summary>Which bytes of an answer's body make the file. Pure.</summary>
/// <param name="Offset">Place in the object of the file's first byte.</param>
/// <param name="Skip">Bytes of the body before it.</param>
/// <param name="Length">The file's bytes, or null: to the body's end.</param>
/// <param name="Total">The object's bytes, or null where they are not known.</param>
readonly record struct Slice(long Offset, long Skip, long? Length, long? Total)
{
    /// <summary>The body holds nothing but the file.</summary>
    public bool IsBody(ResponseHead head) => Skip == 0 && (Length is null || head.Length is null || Length == head.Length);

    /// <summary>The file is all of the object, so that digests of the object are the file's.</summary>
    public bool IsObject => Offset == 0 && Length == Total;

    /// <summary>Nothing of an object that has no bytes: that is what there is (416, <c>bytes */0</c>).</summary>
    public static bool IsOfNothing(Bundle bundle, ResponseHead head) =>
        head.Status == 416 && bundle.Range is not null
        && ContentRange.TryParse(head.Headers.Find("Content-Range"), out var given) && given is { First: null, Total: 0 };

    /// <exception cref="TransferException">The answer is not one to the range that was asked for.</exception>
    public static Slice Of(Work work, ResponseHead head)
    {
        if (head.Status == 206 && work.Request.Headers.Find("Range") is null) throw Lie("it is a part (206) where the whole was asked for");
        if (work.Bundle.Range is not { } range) return new Slice(0, 0, head.Length, head.Length);
        return head.Status == 206 ? OfPart(range, head) : OfWhole(range, head);
    }

    static Slice OfPart(ByteRange range, ResponseHead head)
    {
        if (!ContentRange.TryParse(head.Headers.Find("Content-Range"), out var given) || given.First is not { } first || given.Last is not { } last)
            throw Lie("its Content-Range can't be read");
        var wanted = given.Total is { } total ? range.Resolve(total) : Literal(range, last);
        if (wanted is not (var start, var end)) throw Lie("it has bytes, but none of those that were asked for");
        var answer = PartRules.Judge(start, end - 1, given.Total, default, head);
        if (answer.Verdict != PartVerdict.Part) throw Lie(answer.Fault ?? "it is not the part that was asked for");
        if (last + 1 < end && given.Total is null) end = last + 1;
        return new Slice(start, start - first, end - start, given.Total);
    }

    /// <summary>The server sends everything: what was not asked for is read past.</summary>
    static Slice OfWhole(ByteRange range, ResponseHead head)
    {
        if (head.Length is not { } total)
            return range.First is { } from ? new Slice(from, from, range.Last - from + 1, null) : throw Lie("it has no length, so its last bytes can't be told");
        return range.Resolve(total) is (var start, var end) ? new Slice(start, start, end - start, total)
            : throw new TransferException(Reason.Status, Stage.Head, $"the object has {total} bytes: none of them is in the range {range}");
    }

    static (long, long)? Literal(ByteRange range, long last) => range.First is { } first ? (first, Math.Min(range.Last ?? last, last) + 1) : null;

    static TransferException Lie(string why) => new(Reason.Protocol, Stage.Head, $"the answer is refused: {why}");
}
