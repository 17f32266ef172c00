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
    /// <exception cref="IOException">Nothing was changed under the final name.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, bool flush = true)
    {
        var temporary = path + TemporarySuffix;
        using (var file = New(temporary))
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
    /// Hardly ever is there one left over by a crash. To create it anew costs less than to empty it: .NET truncates the file
    /// even when it has just made it, and ext4 writes every file that was truncated to the disk when it is closed.
    /// </summary>
    private static FileStream New(string temporary)
    {
        try
        {
            return Open(temporary, FileMode.CreateNew);
        }
        catch (IOException) when (File.Exists(temporary))
        {
            return Open(temporary, FileMode.Create);
        }
    }

    private static FileStream Open(string temporary, FileMode mode) =>
        new(temporary, mode, FileAccess.Write, FileShare.None, bufferSize: 0);
}
