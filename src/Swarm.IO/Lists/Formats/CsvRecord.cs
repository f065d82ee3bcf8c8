namespace Swarm.IO.Lists.Formats;

/// <summary>Splits one record; a quote inside quotes is written twice.</summary>
static class CsvRecord
{
    internal static bool TrySplit(string record, char separator, List<string> fields, out string why)
    {
        fields.Clear();
        why = "";
        for (var at = 0; at <= record.Length; at++)
        {
            if (at < record.Length && record[at] == '"')
            {
                if (!TryQuoted(record, ref at, fields, out why)) return false;
                if (at < record.Length && record[at] != separator)
                {
                    why = $"field {fields.Count} goes on behind its closing quote; write a quote inside of quotes twice";
                    return false;
                }
                continue;
            }
            var end = record.IndexOf(separator, at);
            if (end < 0) end = record.Length;
            fields.Add(record[at..end]);
            at = end;
        }
        return true;
    }

    static bool TryQuoted(string record, ref int at, List<string> fields, out string why)
    {
        var start = at + 1;
        for (at = start; at < record.Length; at++)
        {
            if (record[at] != '"') continue;
            if (at + 1 == record.Length || record[at + 1] != '"') break;
            at++;
        }
        why = at < record.Length ? "" : $"the quote of field {fields.Count + 1} is not closed";
        if (why.Length > 0) return false;
        fields.Add(record[start..at].Replace("\"\"", "\"", StringComparison.Ordinal));
        at++;
        return true;
    }
}
