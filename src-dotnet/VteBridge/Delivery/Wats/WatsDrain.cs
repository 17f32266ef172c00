using System.Runtime.CompilerServices;
using VteBridge.Configuration;

namespace VteBridge.Delivery.Wats;

/// <summary>Drains the queue through WATS's REST API, without Python.</summary>
internal sealed class WatsDrain(string folder, SidecarOptions options, TimeProvider time, ILogger<WatsDrain> log)
    : IQueueDrain
{
    public async IAsyncEnumerable<Receipt> DrainAsync([EnumeratorCancellation] CancellationToken stop)
    {
        var (drainLock, client, problem) = Open();
        using var held = drainLock;
        using var wats = client;
        if (problem is not null)
            yield return Receipt.OfDestination(problem);
        if (wats is null)
        {
            if (problem is null)
                log.LogInformation(
                    "Another process is already uploading from {Folder}; it sends what is waiting there",
                    folder
                );
            yield break;
        }
        var run = new UploadRun(new QueueFiles(folder), wats, options, time, log);
        await foreach (var receipt in run.UploadAsync(stop))
            yield return receipt;
        if (run.Stopped is { } why)
            yield return Receipt.OfDestination(why);
    }

    /// <summary>The lock and the client, or a problem; neither when another drain works on the folder.</summary>
    private (QueueLock? Lock, WatsClient? Client, string? Problem) Open()
    {
        try
        {
            var server = WatsServer.Of(options);
            return QueueLock.Take(folder) is { } taken
                ? (taken, new WatsClient(server, options.RequestTimeout, time), null)
                : (null, null, null);
        }
        catch (InvalidDataException e)
        {
            return (null, null, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, null, $"the folder cannot be locked: {e.Message}");
        }
    }
}

/// <summary>
/// Lets only one drain work on a folder. It takes the same lock of the operating system as the sidecar (folder_lock.py),
/// so that the two never work at the same time. The lock ends with the process; the file stays.
/// </summary>
internal sealed class QueueLock : IDisposable
{
    private const string FileName = ".vtebridge-sidecar.lock";

    /// <summary>Windows lets nobody else read locked bytes, so the locked byte lies far behind the text.</summary>
    private const long LockedByte = 1 << 20;

    private readonly FileStream _file;

    private QueueLock(FileStream file) => _file = file;

    /// <summary>Null when another drain has the lock.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not write the folder.</exception>
    public static QueueLock? Take(string folder)
    {
        // Except on Windows, this makes .NET take the same flock as the sidecar.
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
        try
        {
            file.SetLength(0);
            file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"));
            return new QueueLock(file);
        }
        catch (IOException)
        {
            file.Dispose(); // A lock that stays held by nobody would keep every later drain away.
            throw;
        }
    }

    public void Dispose() => _file.Dispose();
}
