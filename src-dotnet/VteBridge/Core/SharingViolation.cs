namespace VteBridge.Core;

/// <summary>Tells "another process has this file open" from everything else that can be wrong with a file.</summary>
internal static class SharingViolation
{
    /// <summary>ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows, EWOULDBLOCK on Linux and macOS.</summary>
    public static bool Is(IOException e) =>
        OperatingSystem.IsWindows() ? (e.HResult & 0xFFFF) is 32 or 33 : e.HResult is 11 or 35;
}
