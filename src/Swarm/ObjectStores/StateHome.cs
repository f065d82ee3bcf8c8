using System.Security.Cryptography;
using System.Text;
using Swarm.Domain.Writing;
using Swarm.IO.State;

namespace Swarm.ObjectStores;

/// <summary>Where jobs that have no output folder keep their state: a folder for each, named by a digest of what the job is, so that the same command finds it again.</summary>
static class StateHome
{
    /// <summary><c>$XDG_STATE_HOME/swarm</c> (XDG Base Directory Specification), else <c>~/.local/state/swarm</c>.</summary>
    public static string Folder
    {
        get
        {
            var home = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
            if (string.IsNullOrEmpty(home) || !Path.IsPathRooted(home))
                home = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".local", "state");
            return Path.Combine(home, "swarm");
        }
    }

    /// <param name="parts">All that makes it this job and no other.</param>
    public static string FolderFor(IEnumerable<string> parts)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts)));
        return Path.Combine(Folder, Convert.ToHexStringLower(digest.AsSpan(0, 10)));
    }

    /// <summary>A job's folder holds nothing but <c>.swarm</c>; what else somebody put there stays.</summary>
    /// <returns>False: it stays, for it tells of uploads that a store was not brought to forget.</returns>
    public static bool Remove(string folder)
    {
        var job = new StateFolder(folder);
        if (new UploadStates(job, Durability.Process).All().Count > 0) return false;
        var state = job.Folder;
        if (Directory.Exists(state)) Directory.Delete(state, recursive: true);
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
        return true;
    }
}
