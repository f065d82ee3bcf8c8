using Swarm.Domain;
using Swarm.Jobs;

namespace Swarm.ObjectStores;

/// <summary>A job that fetches straight into a store, with no copy here: its state is in a folder of its own until all of it is done.</summary>
public sealed class IntoStore
{
    readonly string _state;

    IntoStore(JobSpec spec, string state) => (Spec, _state) = (spec with { OutputFolder = state, StateFolder = state }, state);

    public JobSpec Spec { get; }

    /// <param name="target">The bucket, or the prefix that keys begin with.</param>
    /// <param name="list">What tells the job from others that go there.</param>
    public static IntoStore Of(JobSpec spec, StoreAddress target, IReadOnlyList<string> list)
    {
        var prefix = target.Key.Length == 0 || target.Key.EndsWith('/') ? target : target.At(target.Key + "/");
        return new IntoStore(spec with { Target = prefix }, StateHome.FolderFor(["get", prefix.ToString(), .. list]));
    }

    /// <summary>After a complete success.</summary>
    /// <returns>False: a store was not brought to forget an upload that was given up; the same command tries again.</returns>
    public bool Finish() => StateHome.Remove(_state);
}
