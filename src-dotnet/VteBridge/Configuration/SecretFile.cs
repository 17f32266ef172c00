namespace VteBridge.Configuration;

/// <summary>A secret in a file of its own, which nobody but this account may read.</summary>
internal static class SecretFile
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <exception cref="OptionsFailure">The file is not there, empty, or open to others.</exception>
    public static string Read(string path, string key)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0 && !IsCredential(path))
                throw new OptionsFailure([new(key, $"'{path}' can be read by others.", $"chmod 600 '{path}'.")]);
            var secret = File.ReadAllText(path).Trim();
            return secret.Length > 0
                ? secret
                : throw new OptionsFailure([new(key, $"'{path}' is empty.", "Write the secret into it, on one line.")]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new OptionsFailure([
                new(
                    key,
                    $"'{path}' cannot be read ({e.Message}).",
                    "Check the path, and that this account may read the file."
                ),
            ]);
        }
    }

    /// <summary>
    /// In the folder that systemd makes for the credentials of a service. It lets the service in by an access list,
    /// which shows as a right of the group.
    /// </summary>
    private static bool IsCredential(string path) =>
        Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY") is { Length: > 0 } folder
        && Path.GetDirectoryName(Path.GetFullPath(path)) == Path.GetFullPath(folder).TrimEnd('/');
}
