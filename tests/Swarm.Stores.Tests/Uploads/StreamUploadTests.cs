using Swarm.Domain;
using Swarm.Domain.Integrity;
using Swarm.TestSupport;
using Scripted = Swarm.Stores.Tests.Volumes.ScriptedStore;

namespace Swarm.Stores.Tests.Uploads;

/// <summary>Bytes that come once, of unknown number, in short reads.</summary>
public sealed class StreamUploadTests
{
    const int Part = UploadBench.PartSize;

    public static TheoryData<int, bool> Lengths()
    {
        var data = new TheoryData<int, bool>();
        foreach (var length in new[] { 0, 1, Part - 1, Part, Part + 1, 2 * Part, (7 * Part) + 300 })
            foreach (var inOrder in new[] { false, true }) data.Add(length, inOrder);
        return data;
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public async Task A_pipe_of_any_length_becomes_the_object(int length, bool inOrder)
    {
        using var bench = new UploadBench(inOrder: inOrder);
        var bytes = HttpWire.Noise(length);
        var receipt = await bench.UploadAsync(bench.Order with { Source = "-" }, () => new DrippingStream(bytes));
        Assert.Equal(bytes, bench.Object);
        Assert.Equal(length, receipt.Length);
        Assert.Equal($"crc32c={Crc32C.Append(0, bytes):x8}", receipt.Digest.ToString());
        Assert.InRange(bench.Store.MostPartsAtOnce, 0, inOrder ? 1 : 3);
        Assert.Equal(length < Part ? 1 : 0, bench.Store.Count("put"));
        Assert.Null(bench.States.Load("7"));
    }

    [Fact]
    public async Task What_a_store_in_order_does_not_take_is_sent_again_from_memory()
    {
        using var bench = new UploadBench(inOrder: true);
        var (bytes, answers) = (HttpWire.Noise((5 * Part) + 77), 0);
        bench.Store.Taken = sent => ++answers % 2 == 1 && sent > 512 ? sent / 2 / 256 * 256 : sent;
        await bench.UploadAsync(bench.Order with { Source = "-" }, () => new DrippingStream(bytes));
        Assert.Equal(bytes, bench.Object);
    }

    [Fact]
    public async Task Once_bytes_are_taken_a_failure_is_final_and_giving_up_leaves_nothing()
    {
        using var bench = new UploadBench();
        bench.Store.Fail("part 3", 9, Scripted.Refusal(503, "SlowDown"));
        var failure = await bench.FailAsync(bench.Order with { Source = "-" }, () => new DrippingStream(HttpWire.Noise(9 * Part)));
        Assert.Equal((503, true), (failure.Status, failure.Failure.IsFinal));
        Assert.Null(await bench.Uploader().GiveUpAsync(bench.Order));
        Assert.Equal((0, 0, 1), (bench.Store.Unfinished, bench.Store.Count("complete"), bench.Store.Count("abort")));
    }

    [Fact]
    public async Task A_pipe_that_breaks_makes_no_object()
    {
        using var bench = new UploadBench();
        var failure = await bench.FailAsync(bench.Order with { Source = "-" }, () => new DrippingStream(HttpWire.Noise(9 * Part), breaksAt: 4 * Part));
        Assert.Equal((Reason.Disk, true), (failure.Failure.Reason, failure.Failure.IsFinal));
        Assert.Equal((0, null), (bench.Store.Count("complete"), bench.Object));
    }

    /// <summary>Gives a few bytes at a time, and can't be rewound.</summary>
    sealed class DrippingStream(byte[] bytes, int breaksAt = int.MaxValue) : Stream
    {
        int _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_at >= breaksAt) throw new IOException("the pipe broke");
            var count = Math.Min(Math.Min(buffer.Length, 777), bytes.Length - _at);
            bytes.AsMemory(_at, count).CopyTo(buffer);
            _at += count;
            return new(count);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
