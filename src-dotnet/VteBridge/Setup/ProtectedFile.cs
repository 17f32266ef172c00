using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace VteBridge.Setup;

/// <summary>
/// Writes a secret so that at no moment anybody but this account (and the machine's administrators) can read it: the file
/// is created with its access rights, filled, and only then renamed to its final name.
/// </summary>
internal static class ProtectedFile
{
    /// <exception cref="IOException">The file could not be written; an earlier one is unchanged.</exception>
    public static void Write(string path, string secret)
    {
        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            using (var file = OperatingSystem.IsWindows() ? CreateOnWindows(temporary) : CreateOnUnix(temporary))
            {
                file.Write(Encoding.UTF8.GetBytes(secret + "\n"));
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static FileStream CreateOnUnix(string path) =>
        new(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }
        );

    [SupportedOSPlatform("windows")]
    private static FileStream CreateOnWindows(string path)
    {
        var rights = new FileSecurity();
        rights.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        foreach (var who in Readers())
            rights.AddAccessRule(new FileSystemAccessRule(who, FileSystemRights.FullControl, AccessControlType.Allow));
        return new FileInfo(path).Create(
            FileMode.CreateNew,
            FileSystemRights.Write,
            FileShare.None,
            4096,
            FileOptions.None,
            rights
        );
    }

    [SupportedOSPlatform("windows")]
    private static IEnumerable<IdentityReference> Readers()
    {
        using var self = WindowsIdentity.GetCurrent();
        yield return self.User!;
        yield return new SecurityIdentifier(WellKnownSidType.LocalSystemSid, null);
        yield return new SecurityIdentifier(WellKnownSidType.BuiltinAdministratorsSid, null);
    }
}
