using Swarm.Domain;

namespace Swarm.Stores.Gcs;

/// <summary>What kept an upload's answer from being taken.</summary>
public enum UploadError
{
    /// <summary>A status that was not hoped for.</summary>
    Status,

    /// <summary>A field, or a property of the object's resource, that must be there is not.</summary>
    MissingField,

    /// <summary>What the server says it holds can't be read, or is more than was sent.</summary>
    Range,

    /// <summary>The session is over and unknown to the server (404, 410): the upload has to be initiated anew.</summary>
    SessionGone,

    /// <summary>The server holds no more than before, try after try.</summary>
    NoProgress,

    /// <summary>The object's checksum or size, as the server has it, is another than that of the bytes sent.</summary>
    Corrupt,
}

/// <summary>A refused answer: what, and the words and values that tell it, in order.</summary>
public sealed record UploadFault(UploadError Error, IReadOnlyList<object> Arguments)
{
    /// <summary>For a person.</summary>
    public string Detail => string.Join(' ', Arguments.Select(a => a is string text ? SafeText.Of(text, 200) : a.ToString()));

    internal static UploadFault Of(UploadError error, params object[] arguments) => new(error, arguments);

    internal static UploadFault Status(int status, params ReadOnlySpan<int> expected)
    {
        var arguments = new List<object> { "Request failed with status code", status, "Expected one of" };
        foreach (var one in expected) arguments.Add(one);
        return new UploadFault(UploadError.Status, arguments);
    }
}

/// <summary>An answer to an upload did not pass a check. The message says which, and what came.</summary>
public sealed class UploadRefusedException(UploadFault fault, int status) : Exception(fault.Detail)
{
    public UploadError Error => fault.Error;

    /// <summary>The words of the message with the values between them, in order.</summary>
    public IReadOnlyList<object> Arguments => fault.Arguments;

    /// <summary>Of the answer.</summary>
    public int Status => status;
}
