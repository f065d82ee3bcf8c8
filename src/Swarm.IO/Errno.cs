namespace Swarm.IO;

/// <summary>Linux's error numbers, the same on x64 and arm64.</summary>
static class Errno
{
    internal const int NotPermitted = 1;
    internal const int NoEntry = 2;
    internal const int NoDevice = 6;
    internal const int Interrupted = 4;
    internal const int Io = 5;
    internal const int Again = 11;
    internal const int Access = 13;
    internal const int Exists = 17;
    internal const int CrossDevice = 18;
    internal const int NotFolder = 20;
    internal const int IsFolder = 21;
    internal const int Invalid = 22;
    internal const int TooManyFilesOfAll = 23;
    internal const int TooManyFiles = 24;
    internal const int FileTooBig = 27;
    internal const int NoSpace = 28;
    internal const int ReadOnly = 30;
    internal const int BrokenPipe = 32;
    internal const int NameTooLong = 36;
    internal const int NoSystemCall = 38;
    internal const int Loop = 40;
    internal const int NotSupported = 95;
    internal const int TimedOut = 110;
    internal const int Quota = 122;
}
