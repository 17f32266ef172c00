namespace VteBridge.Core;

/// <summary>Creates files and folders that only this account may use. On Windows they inherit the rights of their parent folder.</summary>
internal static class OwnerOnly
{
    public const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute;

    private const UnixFileMode OthersRead = UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Creates the missing folders of the path; existing folders keep their rights.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }
        // Directory.CreateDirectory gives the mode to the last folder only: the state folder above a new log folder would
        // be open to all.
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } above && !Directory.Exists(above))
            CreateFolder(above);
        Directory.CreateDirectory(path, FolderMode);
    }

    /// <summary>Opens a file without a buffer; only this account may use a file that this creates.</summary>
    public static FileStream Open(
        string path,
        FileMode mode,
        FileShare share = FileShare.None,
        FileAccess access = FileAccess.ReadWrite
    )
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = access,
            Share = share,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows() && mode != System.IO.FileMode.Open)
            options.UnixCreateMode = FileMode;
        return new FileStream(path, options);
    }

    /// <summary>
    /// Whether the mode of a file or folder lets another account read or write it. Always false on Windows, which has no
    /// modes.
    /// </summary>
    public static bool IsOpenToOthers(string path) => Has(path, OthersRead | OthersWrite);

    public static bool IsWritableByOthers(string path) => Has(path, OthersWrite);

    private static bool Has(string path, UnixFileMode mode) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & mode) != 0;
}
