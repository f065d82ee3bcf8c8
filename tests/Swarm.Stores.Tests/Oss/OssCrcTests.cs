using Swarm.Domain.Integrity;
using Swarm.TestSupport;
using Swarm.TestSupport.Servers;
using Swarm.TestSupport.Stores;

namespace Swarm.Stores.Tests.Oss;

public sealed class OssCrcTests
{
    [ProgramFact("xz")]
    public async Task The_crc_of_OSS_is_that_of_xz()
    {
        var folder = Directory.CreateTempSubdirectory("swarm-crc-").FullName;
        try
        {
            foreach (var length in new[] { 1, 9, 1000, 65_537, 3_146_962 })
            {
                var bytes = HttpWire.Noise(length, length);
                var file = Path.Combine(folder, "data");
                await File.WriteAllBytesAsync(file, bytes);
                await Command.RunAsync("xz", ["--check=crc64", "-0", "-k", "-f", file]);
                var said = await Command.RunAsync("xz", ["-lvv", "--robot", file + ".xz"]);
                var sum = Crc64.Append(0, bytes);
                Assert.Contains($"\tCRC64\t{sum:x16}\t", said.Output, StringComparison.Ordinal);
                Assert.Equal(PlainCrc64.Of(bytes), sum);
                var (first, second) = (bytes[..(length / 3)], bytes[(length / 3)..]);
                Assert.Equal(sum, Crc64.Combine(Crc64.Append(0, first), Crc64.Append(0, second), second.Length));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
