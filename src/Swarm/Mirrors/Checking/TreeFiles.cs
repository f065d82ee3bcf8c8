using System.IO.Enumeration;

namespace Swarm.Mirrors.Checking;

/// <summary>The files below an output folder, as paths there with <c>/</c> between segments, folder by folder in the order of their names. Links are not followed.</summary>
static class TreeFiles
{
    const string State = ".swarm";
    static readonly EnumerationOptions All = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };

    public static IEnumerable<string> Below(string root)
    {
        var folders = new Stack<string>([""]);
        while (folders.TryPop(out var folder))
        {
            var place = Path.Combine(root, folder);
            foreach (var file in Names(place, static (ref FileSystemEntry e) => !e.IsDirectory)) yield return folder + file;
            foreach (var below in Names(place, static (ref FileSystemEntry e) => e.IsDirectory).Reverse())
                if (folder.Length > 0 || below != State) folders.Push(folder + below + "/");
        }
    }

    static string[] Names(string folder, FileSystemEnumerable<string>.FindPredicate isWanted) =>
    [
        .. new FileSystemEnumerable<string>(folder, static (ref FileSystemEntry e) => e.FileName.ToString(), All) { ShouldIncludePredicate = isWanted }
            .Order(StringComparer.Ordinal),
    ];
}
