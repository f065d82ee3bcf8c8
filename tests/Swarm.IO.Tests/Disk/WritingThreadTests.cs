using Swarm.Domain.Writing;
using Swarm.IO.Disk;
using Swarm.IO.Disk.Portable;
using Swarm.TestSupport;

namespace Swarm.IO.Tests.Disk;

/// <summary>Who writes the full buffers of large files: whoever brings them, unless the disk makes wait.</summary>
public sealed class WritingThreadTests : IDisposable
{
    readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("swarm-writing-");
    readonly ManualTime _time = new();
    bool _isSlow;
    int _bringer;
    int _here;
    int _elsewhere;
    int _steps = -1;

    [Fact]
    public async Task A_quick_disk_is_written_at_once_and_a_slow_one_by_threads_until_it_is_quick_again()
    {
        using var volume = Open(Durability.Process);
        using var file = volume.Stage("a");
        Assert.Equal((4, 0), await Written(file, blocks: 4));
        _isSlow = true;
        Assert.Equal((1, 4), await Written(file, blocks: 5));
        _isSlow = false;
        Assert.Equal((0, 64), await Written(file, blocks: 64));
        Assert.Equal((2, 0), await Written(file, blocks: 2));
    }

    [Fact]
    public async Task What_is_to_outlast_a_power_cut_is_never_written_by_who_brings_it()
    {
        using var volume = Open(Durability.Power);
        using var file = volume.Stage("a");
        Assert.Equal((0, 3), await Written(file, blocks: 3));
    }

    public void Dispose() => _root.Delete(recursive: true);

    async Task<(int Here, int Elsewhere)> Written(IByteSink file, int blocks)
    {
        (_here, _elsewhere) = (0, 0);
        for (var n = 0; n < blocks; n++)
        {
            while (!file.Advance(file.GetMemory().Length))
            {
            }

            _bringer = Environment.CurrentManagedThreadId;
            await file.FlushAsync(default);
        }

        return (_here, _elsewhere);
    }

    Volume Open(Durability durability) => new(
        folder => new SteppedDisk(new PortableDisk(folder), Step), _root.FullName, new WritingOptions { Durability = durability }, _time, null, null);

    /// <summary>Told of the file's creation, and twice of each write.</summary>
    void Step()
    {
        if (_steps++ % 2 != 0) return;
        if (_isSlow) _time.Advance(TimeSpan.FromMilliseconds(15));
        if (Environment.CurrentManagedThreadId == _bringer) _here++;
        else _elsewhere++;
    }
}
