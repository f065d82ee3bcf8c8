namespace Swarm.Hocon;

/// <summary>Members by name, in the order of their first mention. Few are searched through, many are indexed.</summary>
internal sealed class Members<T>(int capacity)
    where T : class
{
    const int Few = 8;

    string[] _names = capacity == 0 ? [] : new string[capacity];
    T[] _values = capacity == 0 ? [] : new T[capacity];
    Dictionary<string, int>? _index;

    public int Count { get; private set; }

    public ReadOnlySpan<T> Values => _values.AsSpan(0, Count);

    public string NameAt(int index) => _names[index];

    public T ValueAt(int index) => _values[index];

    public T? Find(string name) => IndexOf(name) is >= 0 and var i ? _values[i] : null;

    public void Set(string name, T value)
    {
        var i = IndexOf(name);
        if (i < 0)
            i = Add(name);
        _values[i] = value;
    }

    int IndexOf(string name)
    {
        if (_index is not null)
            return _index.TryGetValue(name, out var found) ? found : -1;
        for (var i = 0; i < Count; i++)
        {
            if (_names[i] == name)
                return i;
        }
        return -1;
    }

    int Add(string name)
    {
        if (Count == _names.Length)
        {
            var size = Math.Max(4, Count * 2);
            Array.Resize(ref _names, size);
            Array.Resize(ref _values, size);
        }
        _names[Count] = name;
        if (_index is not null)
            _index.Add(name, Count);
        else if (Count == Few)
            _index = Index();
        return Count++;
    }

    Dictionary<string, int> Index()
    {
        var index = new Dictionary<string, int>(_names.Length);
        for (var i = 0; i <= Count; i++)
            index.Add(_names[i], i);
        return index;
    }
}
