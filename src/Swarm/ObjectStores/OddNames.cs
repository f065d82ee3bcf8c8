using System.Text.Json;
using Swarm.Domain.Frontier;
using Swarm.IO.State;

namespace Swarm.ObjectStores;

/// <summary>
/// The keys of files whose names here could not be the key itself: a file <c>names.jsonl</c> in the folder's <c>.swarm</c>, and the ledger of a job that
/// fetched into the folder. So what came from a store goes back under the same keys.
/// </summary>
sealed class OddNames
{
    readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);

    OddNames()
    {
    }

    public IReadOnlyDictionary<string, string> Keys => _keys;

    /// <summary>The key below the folder that a file came from; its path where it is the key, or came from elsewhere.</summary>
    public string KeyOf(string relative) => _keys.GetValueOrDefault(relative, relative);

    public static OddNames Read(string folder)
    {
        var names = new OddNames();
        var state = new StateFolder(folder);
        if (state.Exists) names.ReadLedger(state);
        names.ReadFile(FileIn(folder));
        return names;
    }

    /// <summary>Adds to what is known of a folder; what is unusual is little.</summary>
    public static void Add(string folder, IReadOnlyCollection<KeyValuePair<string, string>> keys)
    {
        if (keys.Count == 0) return;
        var path = FileIn(folder);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.AppendAllLines(path, keys.Select(k => JsonSerializer.Serialize(new[] { k.Key, k.Value }, OddNamesText.Default.StringArray)));
    }

    static string FileIn(string folder) => Path.Combine(new StateFolder(folder).Folder, "names.jsonl");

    void ReadLedger(StateFolder state)
    {
        using var ledger = Ledger.Open(state, TimeProvider.System);
        foreach (var row in ledger.Rows())
        {
            if (row is not { State: LedgerState.Done or LedgerState.NotModified or LedgerState.Skipped, Outcome.File: { } file, Bundle: { Address: { } address, Upload: null } bundle }) continue;
            var key = bundle.Out ?? $"{address.Bucket}/{address.Key}";
            if (key != file) _keys[file] = key;
        }
    }

    void ReadFile(string path)
    {
        if (!File.Exists(path)) return;
        foreach (var line in File.ReadLines(path))
        {
            try
            {
                if (JsonSerializer.Deserialize(line, OddNamesText.Default.StringArray) is [{ } file, { } key]) _keys[file] = key;
            }
            catch (JsonException)
            {
                // A line cut short by a crash: its file goes by its name.
            }
        }
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string[]))]
sealed partial class OddNamesText : System.Text.Json.Serialization.JsonSerializerContext;
