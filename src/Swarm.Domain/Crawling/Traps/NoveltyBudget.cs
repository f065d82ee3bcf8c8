using System.Globalization;

namespace Swarm.Domain.Crawling.Traps;

/// <summary>
/// Ends sites without end: a family of pages (a path's first one or two folders with numbers left out, a path or a host with a set of query keys, a
/// host) whose latest pages bring nothing new is starved for good. Thread-safe; the same pages in the same order give the same answers.
/// </summary>
/// <remarks>
/// A page is new to a family if neither its bytes nor its text came before on the host or one beside it, and its text is not like that of its neighbours. Narrow families
/// are judged first and wider ones by more pages, and where a wide one is starved, what thrives within it goes on: an endless part does not take the
/// whole with it. Ask about pages alone: what shows a page is bounded by the page.
/// </remarks>
public sealed class NoveltyBudget(NoveltyOptions options)
{
    const byte Version = 1;
    const int MostFamilies = 10_000;

    readonly Lock _lock = new();
    readonly Dictionary<string, Family> _families = new(StringComparer.Ordinal);
    readonly Dictionary<string, (StarvedFamily Family, string Why)> _starved = new(StringComparer.Ordinal);
    SeenBefore _seen = new();
    long _pages;

    /// <summary>In the order in which they were given up.</summary>
    public IReadOnlyList<StarvedFamily> Starved
    {
        get
        {
            lock (_lock) return [.. _starved.Values.Select(s => s.Family)];
        }
    }

    /// <summary>Null where the page is wanted; else why not, naming the family.</summary>
    public string? Starves(WebUrl url)
    {
        lock (_lock)
        {
            if (_starved.Count > 0 && StarvedFamilyOf(FamilyNames.Of(url)) is { } why) return why;
            return options.MostPerPrefix > 0 && FamilyNames.FirstFolder(url) is { } folder
                && _families.TryGetValue(folder.Name, out var family) && family.Pages >= options.MostPerPrefix
                ? string.Create(CultureInfo.InvariantCulture, $"limit: {family.Pages} pages of {folder.Name} are as many as are wanted")
                : null;
        }
    }

    /// <param name="contentHash">Of the page's bytes.</param>
    /// <param name="likeness"><see cref="PageReading.Likeness"/>.</param>
    public void Saw(WebUrl url, ulong contentHash, ulong likeness)
    {
        var names = FamilyNames.Of(url);
        lock (_lock)
        {
            _pages++;
            var isRepeated = _seen.Add(names[^1].Name, contentHash, likeness);
            foreach (var name in names)
            {
                // What was under way when its family was given up says nothing about wider ones.
                if (_starved.ContainsKey(name.Name)) break;
                FamilyOf(name).Saw(isRepeated, likeness, options);
            }

            StarveNarrowest(names);
            if (_families.Count > MostFamilies) Forget();
        }
    }

    /// <summary>What the same crawl goes on from when it is resumed. To a crawl that asks anew every page would be known: it begins with a budget of its own.</summary>
    public byte[] Save()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        lock (_lock)
        {
            writer.Write(Version);
            _seen.Save(writer);
            writer.Write7BitEncodedInt(_starved.Count);
            foreach (var (family, why) in _starved.Values)
            {
                writer.Write(family.Family);
                writer.Write7BitEncodedInt64(family.Pages);
                writer.Write7BitEncodedInt64(family.New);
                writer.Write(why);
            }

            writer.Write7BitEncodedInt(_families.Count);
            foreach (var family in FromOldest()) family.Save(writer);
        }

        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>Goes on from what <see cref="Save"/> gave, or begins anew where that can't be read.</summary>
    public static NoveltyBudget Load(NoveltyOptions options, byte[] state)
    {
        var budget = new NoveltyBudget(options);
        try
        {
            using var reader = new BinaryReader(new MemoryStream(state, writable: false));
            return reader.ReadByte() == Version && budget.TryRead(reader) ? budget : new NoveltyBudget(options);
        }
        catch (Exception fault) when (fault is IOException or FormatException or ArgumentException)
        {
            return new NoveltyBudget(options);
        }
    }

    bool TryRead(BinaryReader reader)
    {
        _seen = SeenBefore.Load(reader);
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            var family = new StarvedFamily(reader.ReadString(), reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64());
            _starved[family.Family] = (family, reader.ReadString());
        }

        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            var family = Family.Load(reader);
            family.LastSeen = ++_pages;
            _families[family.Name] = family;
        }

        return reader.BaseStream.Position == reader.BaseStream.Length;
    }

    /// <summary>The narrowest family that is known decides.</summary>
    string? StarvedFamilyOf(List<FamilyName> names)
    {
        foreach (var name in names)
        {
            if (_starved.TryGetValue(name.Name, out var starved)) return starved.Why;
            if (_families.TryGetValue(name.Name, out var family) && family.IsThriving) return null;
        }

        return null;
    }

    Family FamilyOf(FamilyName name)
    {
        if (!_families.TryGetValue(name.Name, out var family)) _families.Add(name.Name, family = new Family(name));
        family.LastSeen = _pages;
        return family;
    }

    void StarveNarrowest(List<FamilyName> names)
    {
        foreach (var name in names)
        {
            if (!_families.TryGetValue(name.Name, out var family)) return;
            if (family.Starves(options) is not { } why) continue;
            _starved.Add(name.Name, (new StarvedFamily(name.Name, family.Pages, family.New), why));
            _families.Remove(name.Name);
            return;
        }
    }

    /// <summary>Drops the quarter that was not seen for longest.</summary>
    void Forget()
    {
        foreach (var family in FromOldest().Take(MostFamilies / 4))
            _families.Remove(family.Name);
    }

    List<Family> FromOldest() => [.. _families.Values.OrderBy(f => f.LastSeen).ThenBy(f => f.Name, StringComparer.Ordinal)];
}

/// <summary>A family of pages that was given up.</summary>
/// <param name="Family">The URLs' common part, numbers as <c>#</c>.</param>
/// <param name="Pages">Fetched until then.</param>
/// <param name="New">Of these, how many brought something new.</param>
public sealed record StarvedFamily(string Family, long Pages, long New);
