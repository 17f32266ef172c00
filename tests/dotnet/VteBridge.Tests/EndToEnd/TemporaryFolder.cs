using VteBridge.Tests.Sync;

namespace VteBridge.Tests.EndToEnd;

/// <summary>A folder of one test's own, gone when the test is.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("vtebridge-tests-").FullName;

    /// <summary>A path in it; nothing is created.</summary>
    public string Of(params string[] parts) => System.IO.Path.GetFullPath(System.IO.Path.Combine([Path, .. parts]));

    public string Write(string name, string text)
    {
        File.WriteAllText(Of(name), text);
        return Of(name);
    }

    /// <summary>A file that only this account can read, as secrets have to be.</summary>
    public string WriteSecret(string name, string text)
    {
        var path = Write(name, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    public void Dispose() => Delete(Path);

    /// <summary>On Windows what a process held that was terminated is free a moment later, as is what a virus scanner looks at.</summary>
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
