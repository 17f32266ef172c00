namespace VteBridge.Core;

/// <summary>
/// Writes a file that appears under its name complete or not at all: a temporary name in the same folder, flushed, renamed.
/// A crash leaves at most the temporary file, which the next write of that name replaces. Of several writers the last one wins.
/// </summary>
internal static class AtomicFile
{
    /// <summary>No destination, client or converter takes files that end like this.</summary>
    public const string TemporarySuffix = ".tmp";

    /// <param name="flush">Whether the content must be on the disk before the file gets its name.</param>
    /// <param name="mode">Who may use the file, on Unix; null leaves it to the umask.</param>
    /// <exception cref="IOException">Nothing was changed under the final name.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, bool flush = true, UnixFileMode? mode = null)
    {
        using var file = Create(path + TemporarySuffix, mode);
        file.Write(content);
        Milestone.Pass("temporary written");
        if (flush)
            file.Flush(flushToDisk: true);
        Milestone.Pass("temporary flushed");
        // Open until it has its name: no other writer takes it for the rest of a crash. On Windows nobody could read it at once
        // then, so it is closed before; a second writer gets an error there at worst.
        if (OperatingSystem.IsWindows())
            file.Dispose();
        File.Move(file.Name, path, overwrite: true);
        Milestone.Pass("renamed");
    }

    /// <summary>
    /// Always a new file: whatever lies under the temporary name, a rest of a crash or a link that somebody planted, is
    /// deleted and not written through. It is also faster than to empty an old file, which ext4 flushes when it is closed.
    /// Only the file that another process writes at this moment stays; then it is another name.
    /// </summary>
    private static FileStream Create(string temporary, UnixFileMode? mode)
    {
        try
        {
            return Open(temporary, mode);
        }
        catch (IOException) when (Exists(temporary))
        {
            if (IsBeingWritten(temporary))
                return Open($"{temporary[..^TemporarySuffix.Length]}.{Guid.NewGuid():n}{TemporarySuffix}", mode);
            File.Delete(temporary);
            return Open(temporary, mode);
        }
    }

    /// <summary>A dangling link is no file that exists, but stands in the way like one.</summary>
    private static bool Exists(string path) => File.Exists(path) || new FileInfo(path).LinkTarget is not null;

    private static bool IsBeingWritten(string path)
    {
        if (new FileInfo(path).LinkTarget is not null)
            return false;
        try
        {
            using var held = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None);
            return false;
        }
        catch (IOException e) when (SharingViolation.Is(e))
        {
            return true;
        }
        catch (FileNotFoundException)
        {
            return false; // It has just been given its name.
        }
    }

    private static FileStream Open(string temporary, UnixFileMode? mode)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.Delete,
            BufferSize = 0,
        };
        if (mode is not null && !OperatingSystem.IsWindows())
            options.UnixCreateMode = mode;
        return new FileStream(temporary, options);
    }
}

/// <summary>Tells "another process has this file open" from everything else that can be wrong with a file.</summary>
internal static class SharingViolation
{
    /// <summary>ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows, EWOULDBLOCK on Linux and macOS.</summary>
    public static bool Is(IOException e) =>
        OperatingSystem.IsWindows() ? (e.HResult & 0xFFFF) is 32 or 33 : e.HResult is 11 or 35;
}
