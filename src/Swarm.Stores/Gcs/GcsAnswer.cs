using System.Text;
using System.Text.Json;
using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.Stores.Gcs;

/// <summary>An answer of the JSON API, its body read.</summary>
readonly record struct GcsAnswer(ResponseHead Head, byte[] Body)
{
    /// <summary>A page of a thousand objects has about one.</summary>
    const int LargestBody = 32 << 20;

    const int TextLimit = 200;

    public int Status => Head.Status;

    public bool IsGood => Status is >= 200 and < 300;

    /// <summary>Sends and reads all of the answer.</summary>
    public static async ValueTask<GcsAnswer> SendAsync(IExchanger exchanger, ExchangeRequest request, CancellationToken token)
    {
        await using var exchange = await exchanger.SendAsync(request, token);
        var body = new byte[Math.Clamp(exchange.Head.Length ?? 4096, 0, 1 << 20) + 1];
        var filled = 0;
        for (int read; (read = await exchange.ReadAsync(body.AsMemory(filled), token)) > 0;)
        {
            filled += read;
            if (filled < body.Length) continue;
            if (filled > LargestBody) throw new TransferException(Reason.Protocol, Stage.Body, $"{request.Url.Origin}: the answer has no end");
            Array.Resize(ref body, body.Length * 2);
        }

        Array.Resize(ref body, filled);
        return new GcsAnswer(exchange.Head, body);
    }

    /// <summary>The body, where it is a JSON object.</summary>
    /// <exception cref="TransferException">It is none.</exception>
    public JsonElement Json(string what)
    {
        try
        {
            using var document = JsonDocument.Parse(Body);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // What is said below is all there is to say.
        }

        throw new TransferException(Reason.Protocol, Stage.Body, $"{what}: the answer is no JSON object");
    }

    /// <summary>A refusal as a failure: status, the store's reason and its words. Its upload id is not told: that of a session is a credential.</summary>
    public TransferException Refused(StoreAddress address, TimeProvider time)
    {
        var (code, words) = Told();
        var said = $"{SafeText.Of(address.ToString())}: {Status}{(code.Length > 0 ? " " + code : "")}{(words.Length > 0 ? ": " + words : "")}";
        return new TransferException(Reason.Status, Stage.Head, said) { Status = Status, ServerWait = ServerWait.From(Head, time.GetUtcNow()) };
    }

    // {"error":{"code":403,"message":"…","errors":[{"reason":"forbidden"}]}}; uploads are refused in plain text; the XML API says <Code>…</Code>.
    (string Code, string Words) Told()
    {
        try
        {
            using var document = JsonDocument.Parse(Body);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("error", out var error)) return ("", "");
            if (error.ValueKind == JsonValueKind.String) return (SafeText.Of(error.GetString(), TextLimit), "");
            if (error.ValueKind != JsonValueKind.Object) return ("", "");
            var reason = error.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array && errors.GetArrayLength() > 0
                ? errors[0].Text("reason") : null;
            return (SafeText.Of(reason, TextLimit), SafeText.Of(error.Text("message"), TextLimit));
        }
        catch (JsonException)
        {
            var text = Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, TextLimit))).Trim();
            return ("", text.StartsWith('<') ? "" : SafeText.Of(text, TextLimit));
        }
    }
}
