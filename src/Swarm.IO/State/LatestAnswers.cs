using System.Diagnostics.CodeAnalysis;

namespace Swarm.IO.State;

/// <summary>Remembers the latest answers, up to a number: when the younger half is full, the older half is forgotten and the two change places.</summary>
sealed class LatestAnswers<TKey, TValue>(int most)
    where TKey : notnull
{
    Dictionary<TKey, TValue> _young = [];
    Dictionary<TKey, TValue> _old = [];

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (_young.TryGetValue(key, out value)) return true;
        if (!_old.TryGetValue(key, out value)) return false;
        Put(key, value);
        return true;
    }

    public void Put(TKey key, TValue value)
    {
        if (_young.Count >= most / 2)
        {
            _old.Clear();
            (_young, _old) = (_old, _young);
        }

        _young[key] = value;
    }
}
