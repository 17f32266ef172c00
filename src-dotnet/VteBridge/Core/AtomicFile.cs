namespace VteBridge.Core;

/// <summary>
/// Writes a file that appears under its name complete or not at all: a temporary name in the same folder, flushed, renamed.
/// A crash leaves at most the temporary file, which the next write of that name replaces. One writer per name.
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
        var temporary = path + TemporarySuffix;
        using (var file = Create(temporary, mode))
        {
            file.Write(content);
            Milestone.Pass("temporary written");
            if (flush)
                file.Flush(flushToDisk: true);
        }
        Milestone.Pass("temporary flushed");
        File.Move(temporary, path, overwrite: true);
        Milestone.Pass("renamed");
    }

    /// <summary>
    /// Always a new file: whatever lies under the temporary name, a rest of a crash or a link that somebody planted, is
    /// deleted and not written through. It is also faster than to empty an old file, which ext4 flushes when it is closed.
    /// </summary>
    private static FileStream Create(string temporary, UnixFileMode? mode)
    {
        try
        {
            return Open(temporary, mode);
        }
        catch (IOException) when (Exists(temporary))
        {
            File.Delete(temporary);
            return Open(temporary, mode);
        }
    }

    /// <summary>A dangling link is no file that exists, but stands in the way like one.</summary>
    private static bool Exists(string path) => File.Exists(path) || new FileInfo(path).LinkTarget is not null;

    private static FileStream Open(string temporary, UnixFileMode? mode)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
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
