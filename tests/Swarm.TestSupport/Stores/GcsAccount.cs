using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Swarm.TestSupport.Stores;

/// <summary>A service account with a key that is made for the tests of this process.</summary>
public static class GcsAccount
{
    public const string Email = "swarm@swarm-project.iam.gserviceaccount.com";

    /// <summary>The stub hands this one tokens that are good for nothing.</summary>
    public const string StrangersEmail = "stranger@other-project.iam.gserviceaccount.com";

    public static RSA Key { get; } = RSA.Create(2048);

    /// <summary>Its JSON file; tokens are had at the stub.</summary>
    public static string Write(string folder, GcsStub stub, string email = Email)
    {
        var file = Path.Combine(folder, email + ".json");
        File.WriteAllText(file, new JsonObject
        {
            ["type"] = "service_account", ["project_id"] = "swarm-project", ["private_key_id"] = "1", ["private_key"] = Key.ExportPkcs8PrivateKeyPem(),
            ["client_email"] = email, ["client_id"] = "1", ["token_uri"] = stub.Root + "/token",
        }.ToJsonString());
        return file;
    }
}
