namespace VteBridge.Core;

/// <summary>Files and folders that only this account may use. On Windows the rights of the folder above are inherited.</summary>
internal static class OwnerOnly
{
    public const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute;

    private const UnixFileMode OthersRead = UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Creates what is missing of the path; folders that are there keep their rights.</summary>
    public static DirectoryInfo CreateFolder(string path) =>
        OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, FolderMode);

    /// <summary>Whether the rights of a file or folder let another account read or write it; always false on Windows, where they are not modes.</summary>
    public static bool IsOpenToOthers(string path) => Has(path, OthersRead | OthersWrite);

    public static bool IsWritableByOthers(string path) => Has(path, OthersWrite);

    private static bool Has(string path, UnixFileMode mode) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & mode) != 0;
}
