namespace VteBridge.State;

/// <summary>
/// Held for as long as a process writes to a state folder. The operating system lets go of it when the process dies,
/// however it dies; the file itself stays.
/// </summary>
internal sealed class StateLock : IDisposable
{
    private readonly FileStream _file;

    private StateLock(FileStream file) => _file = file;

    /// <exception cref="StateFailure">Another process has it, or the folder cannot be written.</exception>
    public static StateLock Take(string folder, string name = "lock")
    {
        var path = Path.Combine(folder, name);
        try
        {
            Directory.CreateDirectory(folder);
            return new StateLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (SharingViolation.Is(e))
        {
            throw new StateFailure(
                $"The state folder '{folder}' is in use by another vtebridge (its file '{name}' is held). Wait for it to end, or give this one a State:Folder of its own.",
                e
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StateFailure(
                $"The state folder '{folder}' cannot be written ({e.Message}). Set State:Folder to a folder on a local disk that this account may write.",
                e
            );
        }
    }

    public void Dispose() => _file.Dispose();
}
