using System.Text;
using Swarm.IO.Lists;

namespace Swarm.IO.Tests.Lists;

/// <summary>Nothing runs beside it: the process's memory is measured.</summary>
[CollectionDefinition("Memory", DisableParallelization = true)]
public sealed class MemoryCollection;

[Collection("Memory")]
public sealed class LongListTests
{
    [Fact]
    public async Task A_list_far_larger_than_memory_allowed_for_it_is_read_in_pieces()
    {
        var line = Encoding.UTF8.GetBytes("http://h/" + new string('x', 1_000) + "\n");
        await using var source = ListReader.Open(new ListSpec(["-"], [], StandardInput: () => new Repeated(line, 50_000)));
        var (count, most) = (0, 0L);
        for (var end = false; !end;)
        {
            var batch = await source.ReadAsync(100, default);
            (count, end) = (count + batch.Entries.Count, batch.End);
            if (count % 10_000 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
        }
        Assert.Equal(50_000, count);
        Assert.InRange(most, 0, 40 << 20);
    }

    sealed class Repeated(byte[] line, int times) : Stream
    {
        long _left = (long)line.Length * times;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var most = (int)Math.Min(Math.Min(count, _left), 10_000);
            for (var n = 0; n < most; n++) buffer[offset + n] = line[(((long)line.Length * times) - _left + n) % line.Length];
            _left -= most;
            return most;
        }

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
