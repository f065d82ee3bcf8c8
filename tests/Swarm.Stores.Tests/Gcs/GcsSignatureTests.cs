using System.Globalization;
using Swarm.Domain;
using Swarm.Stores.Gcs;

namespace Swarm.Stores.Tests.Gcs;

/// <summary>V4 signatures by Google's conformance tests for clients (googleapis/conformance-tests, storage/v1/v4_signatures.json): all of path-style URLs.</summary>
public sealed class GcsSignatureTests
{
    /// <summary>A case: headers and parameters as lines of name:value.</summary>
    public sealed record Case(string Method, string Host, string Path, string Headers, string Parameters, string Time, int Seconds);

    public static TheoryData<string, Case, string> Vectors => new()
    {
        { "Simple GET", new("GET", "storage.googleapis.com", "/test-bucket/test-object", "", "", "2019-02-01T09:00:00Z", 10), "00e2fb794ea93d7adb703edaebdd509821fcc7d4f1a79ac5c8d2b394df109320" },
        { "Simple PUT", new("PUT", "storage.googleapis.com", "/test-bucket/test-object", "", "", "2019-02-01T09:00:00Z", 10), "78742860705da91404222d5d66ff89850292471199c3c2808d116ad12e6177b4" },
        { "POST for resumable uploads", new("POST", "storage.googleapis.com", "/test-bucket/test-object", "X-Goog-Resumable:start", "", "2019-02-01T09:00:00Z", 10), "877f8b40179d2753296f2fd6de815ab40503c7a3c446a7b44aa4e74422ff4daf" },
        { "Vary expiration and timestamp", new("GET", "storage.googleapis.com", "/test-bucket/test-object", "", "", "2019-03-01T09:00:00Z", 20), "779f19fdb6fd381390e2d5af04947cf21750277ee3c20e0c97b7e46a1dff8907" },
        { "Vary bucket and object", new("GET", "storage.googleapis.com", "/test-bucket2/test-object2", "", "", "2019-02-01T09:00:00Z", 10), "a139afbf35ac30e9864f63197f79609731ab1b0ca166e2a456dba156fcd3f9ce" },
        { "Slashes in object name should not be URL encoded", new("GET", "storage.googleapis.com", "/test-bucket/path/with/slashes/under_score/amper%26sand/file.ext", "header/name/with/slash:should-be-encoded", "", "2019-02-01T09:00:00Z", 10), "f1d206dd8cbe1b892d4081ccddae0927d9f5fee5653fb2a2f43e7c20ed455cad" },
        { "Forward Slashes should not be stripped", new("GET", "storage.googleapis.com", "/test-bucket//path/with/slashes/under_score/amper%26sand/file.ext", "", "", "2019-02-01T09:00:00Z", 10), "63c601ecd6ccfec84f1113fc906609cbdf7651395f4300cecd96ddd2c35164f8" },
        { "Simple headers", new("GET", "storage.googleapis.com", "/test-bucket/test-object", "BAR:BAR-value\nfoo:foo-value", "", "2019-02-01T09:00:00Z", 10), "59c1ac1a6ee7d773d5c4487ecc861d60b71c4871dd18fc7d8485fac09df1d296" },
        { "Headers with colons", new("GET", "storage.googleapis.com", "/test-bucket/test-object", "BAR:2023-02-10T03:\nfoo:2023-02-10T02:00:00Z", "", "2019-02-01T09:00:00Z", 10), "a2a6df7e6bd818894e1f60ac3c393901b512ca1cf1061ba602dace3fb38c19a6" },
        { "Headers should be trimmed", new("GET", "storage.googleapis.com", "/test-bucket/test-object", "collapsed:abc    def\nleading:    xyz\ntrailing:abc    \ntabs:\tabc\t\t\t\tdef\t", "", "2019-02-01T09:00:00Z", 10), "19153e83555808dbfeb8969043cc8ce8d5db0cce91dc11fb9df58b8130f09d42" },
        { "Header value with multiple inline values", new("GET", "storage.googleapis.com", "/test-bucket/test-object", "multiple: xyz ,  abc, def  , xyz   ", "", "2019-02-01T09:00:00Z", 10), "4df8e486146c31f1c8cd4e4c730554cde4326791ba48ec11fa969a3de064cd7f" },
        { "Customer-supplied encryption key", new("GET", "storage.googleapis.com", "/test-bucket/test-object", "X-Goog-Encryption-Algorithm:AES256\nX-Goog-Encryption-Key:key\nX-Goog-Encryption-Key-Sha256:key-hash", "", "2019-02-01T09:00:00Z", 10), "66a45104eba8bdd9748723b45cbd54c3f0f6dba337a5deb9fb6a66334223dc06" },
        { "List Objects", new("GET", "storage.googleapis.com", "/test-bucket", "", "", "2019-02-01T09:00:00Z", 10), "51a7426c2a6c6ab80f336855fc629461ff182fb1d2cb552ac68e5ce8e25db487" },
        { "Query Parameter Encoding", new("GET", "storage.googleapis.com", "/test-bucket/test-object", "", "aA0é/=%-_.~:~ ._-%=/é0Aa", "2019-02-01T09:00:00Z", 10), "448f96c23dafa8210900554e138b2b5fd55bc53ef53b8637cecc3edec45a8fcf" },
        { "Query Parameter Ordering", new("GET", "storage.googleapis.com", "/test-bucket/test-object", "", "prefix:/foo\nX-Goog-Meta-Foo:bar", "2019-02-01T09:00:00Z", 10), "4dafe74ad142f32b7c25fc4e6b38fd3b8a6339d7f112247573fb0066f637db6c" },
        { "Header Ordering", new("GET", "storage.googleapis.com", "/test-bucket/test-object", "X-Goog-Date:20190201T090000Z", "", "2019-02-01T09:00:00Z", 10), "4052143280d90d5f4a8c878ff7418be6fee5d34e50b1da28d8081a094b88fa61" },
        { "Signed Payload Instead of UNSIGNED-PAYLOAD", new("PUT", "storage.googleapis.com", "/test-bucket/test-object", "X-Goog-Content-SHA256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b982\nX-TestCaseMetadata-Payload-Value:hello", "", "2019-02-01T09:00:00Z", 10), "be21a0841a897930ff5cf72e6e74ec5274efd76c3fe4cde6678f24a0a3d6dbec" },
        { "Simple GET with hostname", new("GET", "storage.googleapis.com", "/test-bucket/test-object", "", "", "2019-02-01T09:00:00Z", 10), "00e2fb794ea93d7adb703edaebdd509821fcc7d4f1a79ac5c8d2b394df109320" },
        { "Simple GET with non-default hostname", new("GET", "localhost:8080", "/test-bucket/test-object", "", "", "2019-02-01T09:00:00Z", 10), "e47446edb8eed4c1797dfd31ce30272be89659a6ef38e91b549740c8f875d27b" },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void The_text_to_sign_is_that_of_the_conformance_tests(string what, Case one, string hash)
    {
        var signature = new GcsSignature(
            one.Method, new GcsUrls(WebUrl.Parse("https://" + one.Host)).Host, one.Path, TimeSpan.FromSeconds(one.Seconds), [.. Lines(one.Headers).Select(l => new Header(l.Name, l.Value))],
            DateTimeOffset.Parse(one.Time, CultureInfo.InvariantCulture), "test-iam-credentials@dummy-project-id.iam.gserviceaccount.com")
        {
            Parameters = [.. Lines(one.Parameters)],
        };
        Assert.True(signature.StringToSign.EndsWith("\n" + hash, StringComparison.Ordinal), $"{what}:\n{signature.CanonicalRequest}\n{signature.StringToSign}");
        Assert.EndsWith("&X-Goog-Signature=00ff", signature.Query(_ => [0, 255]), StringComparison.Ordinal);
    }

    static IEnumerable<(string Name, string Value)> Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':', 2)).Select(p => (p[0], p[1]));
}
