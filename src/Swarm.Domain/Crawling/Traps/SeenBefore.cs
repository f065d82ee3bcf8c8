namespace Swarm.Domain.Crawling.Traps;

/// <summary>The latest bytes and texts of each host, or of those below one name: whether a page came before, under whatever URL.</summary>
/// <remarks>Texts that are equal but for links have the same likeness. Fewer of them are kept, as by chance many pages of one template could meet.</remarks>
sealed class SeenBefore
{
    const int MostContents = 16_384;
    const int MostTexts = 2048;

    readonly Latest _contents = new(MostContents);
    readonly Latest _texts = new(MostTexts);

    /// <summary>True where the same was sent lately.</summary>
    public bool Add(string hosts, ulong contentHash, ulong likeness)
    {
        var key = Fnv.Of(hosts);
        var isContentNew = _contents.Add(contentHash ^ key);
        var isTextNew = likeness == 0 || _texts.Add(likeness ^ key);
        return !isContentNew || !isTextNew;
    }

    public void Save(BinaryWriter to)
    {
        _contents.Save(to);
        _texts.Save(to);
    }

    public static SeenBefore Load(BinaryReader from)
    {
        var seen = new SeenBefore();
        seen._contents.Load(from);
        seen._texts.Load(from);
        return seen;
    }

    /// <summary>A set of the values that were added last.</summary>
    sealed class Latest(int most)
    {
        readonly HashSet<ulong> _values = [];
        readonly Queue<ulong> _order = [];

        public bool Add(ulong value)
        {
            if (!_values.Add(value)) return false;
            _order.Enqueue(value);
            if (_order.Count > most) _values.Remove(_order.Dequeue());
            return true;
        }

        public void Save(BinaryWriter to)
        {
            to.Write7BitEncodedInt(_order.Count);
            foreach (var value in _order) to.Write(value);
        }

        public void Load(BinaryReader from)
        {
            for (var left = from.Read7BitEncodedInt(); left > 0; left--) Add(from.ReadUInt64());
        }
    }
}
