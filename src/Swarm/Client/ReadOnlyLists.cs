namespace Swarm.Client;

static class ReadOnlyLists
{
    public static void ForEach<T>(this IReadOnlyList<T> list, Action<T> act)
    {
        for (var i = 0; i < list.Count; i++) act(list[i]);
    }
}
