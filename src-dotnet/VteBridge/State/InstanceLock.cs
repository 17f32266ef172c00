using System.Diagnostics;

namespace VteBridge.State;

/// <summary>
/// A lock that a process holds while it works on a state folder, or on a part of it. The operating system releases it when the
/// process ends, also after a crash; the file itself stays.
/// </summary>
internal sealed class InstanceLock : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly FileStream _file;

    private InstanceLock(FileStream file) => _file = file;

    /// <exception cref="StateFailure">Another process holds the lock, or the folder cannot be written.</exception>
    public static InstanceLock Take(string folder, string name = "lock") =>
        TryTake(folder, name)
        ?? throw new StateFailure(
            $"The state folder '{folder}' is in use by another vtebridge (its file '{name}' is held). Wait for it to end, or give this one a State:Folder of its own."
        );

    /// <summary>Waits up to a minute for another process to release the lock.</summary>
    /// <exception cref="StateFailure">As <see cref="Take"/>.</exception>
    public static InstanceLock Wait(string folder, string name)
    {
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Patience; )
        {
            if (TryTake(folder, name) is { } taken)
                return taken;
            Thread.Sleep(50);
        }
        return Take(folder, name);
    }

    /// <summary>Null when another process holds the lock.</summary>
    /// <exception cref="StateFailure">The folder cannot be written.</exception>
    public static InstanceLock? TryTake(string folder, string name)
    {
        try
        {
            OwnerOnly.CreateFolder(folder);
            return new InstanceLock(OwnerOnly.Open(Path.Combine(folder, name), FileMode.OpenOrCreate, FileShare.None));
        }
        catch (IOException e) when (SharingViolation.Is(e))
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StateProblems.NotWritable(folder, e);
        }
    }

    public void Dispose() => _file.Dispose();
}
