using VteBridge.Tests.Sync;

namespace VteBridge.Tests.EndToEnd;

/// <summary>A temporary folder for one test, deleted at its end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("vtebridge-tests-").FullName;

    /// <summary>A path in the folder; nothing is created.</summary>
    public string Of(params string[] parts) => System.IO.Path.GetFullPath(System.IO.Path.Combine([Path, .. parts]));

    public string Write(string name, string text)
    {
        File.WriteAllText(Of(name), text);
        return Of(name);
    }

    /// <summary>Writes a file that only this account can read, as secret files must be.</summary>
    public string WriteSecret(string name, string text)
    {
        var path = Write(name, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    public void Dispose() => Delete(Path);

    /// <summary>Tries until it succeeds: on Windows a terminated process or a virus scanner may hold files for a moment.</summary>
    public static void Delete(string folder) =>
        Eventually.True(
            () =>
            {
                try
                {
                    Directory.Delete(folder, recursive: true);
                    return true;
                }
                catch (Exception e)
                    when (OperatingSystem.IsWindows() && e is (IOException or UnauthorizedAccessException))
                {
                    return false;
                }
            },
            $"nothing holds a file in '{folder}'"
        );
}
