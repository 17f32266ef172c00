namespace VteBridge.Core;

/// <summary>Files and folders that only this account may use. On Windows the rights of the folder above are inherited.</summary>
internal static class OwnerOnly
{
    public const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute;

    private const UnixFileMode OthersRead = UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Creates what is missing of the path; folders that are there keep their rights.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }
        // The framework gives the mode to the last folder only: a log folder would leave the state folder above it open to all.
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } above && !Directory.Exists(above))
            CreateFolder(above);
        Directory.CreateDirectory(path, FolderMode);
    }

    /// <summary>Opens a file without a buffer; one that is created is for this account alone.</summary>
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

    /// <summary>Whether the rights of a file or folder let another account read or write it; always false on Windows, where they are not modes.</summary>
    public static bool IsOpenToOthers(string path) => Has(path, OthersRead | OthersWrite);

    public static bool IsWritableByOthers(string path) => Has(path, OthersWrite);

    private static bool Has(string path, UnixFileMode mode) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & mode) != 0;
}
