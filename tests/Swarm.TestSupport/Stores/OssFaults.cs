namespace Swarm.TestSupport.Stores;

/// <summary>What goes wrong with one call to the stub.</summary>
public sealed record OssFault
{
    /// <summary>Refused so, with <see cref="Code"/>; null: answered as it should be, or with <see cref="Body"/>.</summary>
    public int? Status { get; init; }

    public string Code { get; init; } = "InternalError";

    /// <summary>In place of the body that the answer should have.</summary>
    public string? Body { get; init; }

    /// <summary>Fields of the answer, in place of those it should have; null: left out.</summary>
    public IReadOnlyDictionary<string, string?> Fields { get; init; } = new Dictionary<string, string?>();

    /// <summary>It is done as asked before the answer goes wrong.</summary>
    public bool IsDone { get; init; }

    /// <summary>The connection breaks in place of an answer.</summary>
    public bool Cuts { get; init; }

    /// <summary>Of a body that is answered as it should be, these bytes come and no more.</summary>
    public int? CutsAfter { get; init; }

    /// <summary>Of such a body, what comes behind these bytes waits for the next call, whichever it is: the fastest machine has something to split.</summary>
    public int? HoldsAfter { get; init; }

    public static OssFault Refuse(int status, string code) => new() { Status = status, Code = code };
}

/// <summary>Faults by the name of the call (<c>UploadPart</c>, <c>GetObject</c> …), each used up by the calls that it hit.</summary>
public sealed class OssFaults
{
    readonly Lock _gate = new();
    readonly List<(string Call, Func<OssRequest, bool> When, OssFault Fault, int Left)> _faults = [];

    /// <summary>Calls that were hit.</summary>
    public int Hits { get; private set; }

    public void Add(string call, OssFault fault, int times = 1, Func<OssRequest, bool>? when = null)
    {
        lock (_gate) _faults.Add((call, when ?? (_ => true), fault, times));
    }

    internal OssFault? Take(OssRequest request)
    {
        lock (_gate)
        {
            var at = _faults.FindIndex(fault => fault.Call == request.Call && fault.Left > 0 && fault.When(request));
            if (at < 0) return null;
            Hits++;
            _faults[at] = _faults[at] with { Left = _faults[at].Left - 1 };
            return _faults[at].Fault;
        }
    }
}

/// <summary>A call that the stub was asked for.</summary>
/// <param name="Call">By the name that OSS has for it.</param>
/// <param name="Target">As on the request line.</param>
public sealed record OssRequest(string Call, string Method, string Target, string Bucket, string Key, IReadOnlyDictionary<string, string> Query, IReadOnlyDictionary<string, string> Fields)
{
    public int? Part => Query.TryGetValue("partNumber", out var number) ? int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) : null;

    public string? Field(string name) => Fields.GetValueOrDefault(name);
}
