using System.Globalization;
using System.Text;

namespace VteBridge.Delivery.Wats;

/// <summary>
/// One drain for each folder: the same lock of the operating system that the sidecar takes (folder_lock.py), so that the two
/// never work at once. It ends with the process; the file stays.
/// </summary>
internal sealed class QueueLock : IDisposable
{
    private const string FileName = ".vtebridge-sidecar.lock";

    /// <summary>Windows keeps others from reading what is locked, so the locked byte lies far behind the text.</summary>
    private const long LockedByte = 1 << 20;

    private readonly FileStream _file;

    private QueueLock(FileStream file) => _file = file;

    /// <summary>Null when another drain has it.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static QueueLock? Take(string folder)
    {
        // Elsewhere than on Windows, .NET takes the sidecar's flock for this.
        var share = OperatingSystem.IsWindows() ? FileShare.ReadWrite : FileShare.None;
        FileStream? file = null;
        try
        {
            file = OwnerOnly.Open(Path.Combine(folder, FileName), FileMode.OpenOrCreate, share);
            if (OperatingSystem.IsWindows())
                file.Lock(LockedByte, 1);
        }
        catch (IOException e) when (SharingViolation.Is(e) || file is not null)
        {
            file?.Dispose();
            return null;
        }
        file.SetLength(0);
        file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"));
        return new QueueLock(file);
    }

    public void Dispose() => _file.Dispose();
}
