namespace Swarm.Domain.Integrity;

/// <summary>
/// Reads a Dictionary of Byte Sequences (RFC 9651, sections 3.2 and 3.3.5; RFC 8941 before it), one member after the other. Parameters are passed
/// over; a member of any other type makes the field malformed.
/// </summary>
ref struct ByteSequences(ReadOnlySpan<char> field)
{
    static readonly AsciiSet KeyCharacters = new("abcdefghijklmnopqrstuvwxyz0123456789_-.*");

    static readonly AsciiSet Base64 = new("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");

    static readonly AsciiSet BareItem = new("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~:/?@=");

    ReadOnlySpan<char> _rest = field.Trim(' ');
    bool _isBegun;

    public ReadOnlySpan<char> Key { get; private set; }

    /// <summary>The member's value in base64, its padding perhaps left out.</summary>
    public ReadOnlySpan<char> Value { get; private set; }

    /// <summary>True where the field can't be parsed, and so has no members at all (RFC 9651, section 4.2).</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>Goes on to the next member; false at the end and at a fault.</summary>
    public bool Next()
    {
        if (IsMalformed || _rest.IsEmpty) return false;
        IsMalformed = !TryMember();
        _isBegun = true;
        _rest = _rest.TrimStart(" \t");
        return !IsMalformed;
    }

    bool TryMember() => (!_isBegun || TryComma()) && TryKey() && TryBytes() && TryParameters();

    bool TryComma()
    {
        if (!TryTake(',')) return false;
        _rest = _rest.TrimStart(" \t");
        return true;
    }

    bool TryKey()
    {
        Key = Run(KeyCharacters);
        return IsKey(Key);
    }

    bool TryBytes()
    {
        if (!TryTake('=') || !TryTake(':')) return false;
        Value = Run(Base64);
        return TryTake(':');
    }

    bool TryParameters()
    {
        while (TryTake(';'))
        {
            _rest = _rest.TrimStart(' ');
            if (!IsKey(Run(KeyCharacters))) return false;
            if (TryTake('=') && !TryString() && Run(BareItem).IsEmpty) return false;
        }

        return true;
    }

    static bool IsKey(ReadOnlySpan<char> key) => key is ['*' or (>= 'a' and <= 'z'), ..];

    bool TryString()
    {
        if (_rest is not ['"', ..]) return false;
        for (var i = 1; i < _rest.Length; i++)
        {
            if (_rest[i] == '\\') i++;
            else if (_rest[i] == '"')
            {
                _rest = _rest[(i + 1)..];
                return true;
            }
        }

        return false;
    }

    bool TryTake(char c)
    {
        if (_rest.IsEmpty || _rest[0] != c) return false;
        _rest = _rest[1..];
        return true;
    }

    ReadOnlySpan<char> Run(AsciiSet characters)
    {
        var end = characters.IndexOfOther(_rest);
        var run = end < 0 ? _rest : _rest[..end];
        _rest = _rest[run.Length..];
        return run;
    }
}
