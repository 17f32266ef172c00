namespace VteBridge.Core;

/// <summary>
/// Writes a file that appears under its name complete or not at all: it writes a temporary file in the same folder,
/// flushes it and renames it. A crash leaves at most the temporary file, which the next write of that name replaces. If
/// several processes write the same name, the last one wins.
/// </summary>
internal static class AtomicFile
{
    /// <summary>The ending of temporary files. No destination, pyWATS client or converter picks up files with it.</summary>
    public const string TemporarySuffix = ".tmp";

    /// <param name="flush">Whether the content must be on the disk before the file gets its name.</param>
    /// <param name="mode">Access rights of the file on Unix; null leaves them to the umask.</param>
    /// <exception cref="IOException">The write failed; the file under the final name is unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not write there; the file under the final name is
    /// unchanged.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, bool flush = true, UnixFileMode? mode = null)
    {
        using var file = Create(path + TemporarySuffix, mode);
        file.Write(content);
        Milestone.Pass("temporary written");
        if (flush)
            file.Flush(flushToDisk: true);
        Milestone.Pass("temporary flushed");
        // On Unix the file stays open until it is renamed, so that no other writer takes it for the leftover of a crash.
        // On Windows nobody could read the file while it is open, so it is closed first; at worst, a second writer gets
        // an error then.
        if (OperatingSystem.IsWindows())
            file.Dispose();
        File.Move(file.Name, path, overwrite: true);
        Milestone.Pass("renamed");
    }

    /// <summary>
    /// Always creates a new file. Whatever has the temporary name, a leftover of a crash or a link that somebody planted,
    /// is deleted and never written through. This is also faster than truncating an old file, which ext4 flushes when it
    /// is closed. If another process is writing the temporary file right now, that file stays and this one gets another
    /// name.
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

    /// <summary>Also true for a dangling link: File.Exists says no, but the link blocks the name.</summary>
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
            return false; // The other writer has just renamed it.
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
